/** The rules of redirect on error, by their ids in `docs/rules.md`. They never change meaning. */
export const RULE_IDS = [
  ...([
    "R01",
    "R02",
    "R03",
    "R04",
    "R05",
    "R06",
    "R07",
    "R08",
    "R09",
    "R10",
    "R11",
    "R12",
    "R13",
    "R14",
    "R15",
  ] as const),
  ...([
    "R16",
    "R17",
    "X01",
    "X02",
    "X03",
    "X04",
    "X05",
    "X06",
    "X07",
    "X08",
    "X09",
    "X10",
    "X11",
    "X12",
    "X20",
    "X21",
    "X23",
  ] as const),
] as const;

/** The id of a rule. */
export type RuleId = (typeof RULE_IDS)[number];
