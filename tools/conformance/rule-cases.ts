import { ALL_CASES, RULE_IDS, type RuleId } from "@understudy/conformance";

/** The rules whose cases `docs/rules.md` lists: all. */
export const RULES_WITH_CASES: readonly RuleId[] = RULE_IDS;

/** The cases that prove a rule, as a Markdown list; what is not required says so. */
export function casesOfRule(rule: RuleId): string {
  return ALL_CASES.filter(({ rules }) => rules.includes(rule))
    .map(({ id, kind, title }) => `- \`${id}\`${kind === "required" ? "" : ` (${kind})`}: ${title}`)
    .join("\n");
}
