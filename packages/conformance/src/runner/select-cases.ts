import { ALL_CASES } from "../cases/all-cases.ts";
import type { ConformanceCase } from "../format/case.ts";
import { RULE_IDS, type RuleId } from "../format/rules.ts";

/** All cases, or those of a rule of the IS manual, with those that they depend on. */
export function casesOfProfile(profile: "manual" | undefined): readonly ConformanceCase[] {
  return profile === undefined ? ALL_CASES : selectCases(RULE_IDS.filter((rule) => rule.startsWith("R")));
}

/**
 * The cases with these ids or rules, and those that they depend on, in the order of the list.
 *
 * @param only ids of cases and of rules; undefined = all cases
 * @throws {TypeError} naming an id that is neither
 */
export function selectCases(only: readonly string[] | undefined, all = ALL_CASES): readonly ConformanceCase[] {
  if (only === undefined) return all;
  const byId = new Map(all.map((one) => [one.id, one]));
  const selected = new Set<string>();
  function select(one: ConformanceCase): void {
    if (selected.has(one.id)) return;
    selected.add(one.id);
    for (const id of one.dependsOn ?? []) select(byId.get(id)!);
  }
  for (const id of only) {
    const one = byId.get(id);
    if (one) select(one);
    else if ((RULE_IDS as readonly string[]).includes(id)) {
      for (const candidate of all) if (candidate.rules.includes(id as RuleId)) select(candidate);
    } else {
      throw new TypeError(`only: ${JSON.stringify(id)} is no case; allowed are case ids and ${RULE_IDS.join(", ")}`);
    }
  }
  return all.filter((one) => selected.has(one.id));
}
