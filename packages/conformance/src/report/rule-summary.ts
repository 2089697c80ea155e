import { RULE_IDS, type RuleId } from "../format/rules.ts";
import type { CaseOutcome, ConformanceOutcome } from "../runner/result.ts";

/**
 * How a server does on a rule. `kept`: every required case passed; `gaps`: but for known gaps; `broken`: a required
 * case failed, or depends on one that did; `not-tried`: no required case was tried.
 */
export type RuleState = "kept" | "gaps" | "broken" | "not-tried";

/** One server on one rule. */
export interface RuleSummary {
  readonly rule: RuleId;
  readonly state: RuleState;
  /** Required cases that passed. */
  readonly passed: number;
  /** Required cases, but for those that this server or run has no use for. */
  readonly required: number;
  /** Everything about this rule that did not pass, of any kind. */
  readonly notPassed: readonly CaseOutcome[];
}

/** How a server does on each rule, in the order of the rules; rules of which no case was selected are left out. */
export function summariseRules(results: ConformanceOutcome): readonly RuleSummary[] {
  return RULE_IDS.map((rule) => summarise(rule, results)).filter((summary) => summary !== undefined);
}

/** Whether a case was left out because the run does not offer what it needs; that says nothing about the server. */
export function isInapplicable(result: CaseOutcome): boolean {
  return result.outcome === "skip" && result.skipped !== "dependency";
}

/** Whether a case passed, expected or not. */
export function hasPassed({ outcome }: CaseOutcome): boolean {
  return outcome === "pass" || outcome === "unexpected-pass";
}

function summarise(rule: RuleId, { cases }: ConformanceOutcome): RuleSummary | undefined {
  // A case may find that a rule is broken which is not its subject, such as that of the log.
  const ofRule = cases.filter(
    ({ rules, mismatches }) => rules.includes(rule) || mismatches.some((one) => one.rules?.includes(rule)),
  );
  if (ofRule.length === 0) return undefined;
  const required = ofRule.filter((result) => result.kind === "required" && !isInapplicable(result));
  const open = required.filter((result) => !hasPassed(result) && concerns(rule, result));
  return {
    rule,
    state: stateOf(required, open),
    passed: required.length - open.length,
    required: required.length,
    notPassed: ofRule.filter((result) => result.outcome !== "pass" && concerns(rule, result)),
  };
}

/** Whether what a case found is about this rule, and not only about another one of the case. */
function concerns(rule: RuleId, { mismatches }: CaseOutcome): boolean {
  return mismatches.length === 0 || mismatches.some(({ rules }) => rules === undefined || rules.includes(rule));
}

function stateOf(required: readonly CaseOutcome[], open: readonly CaseOutcome[]): RuleState {
  if (required.every(({ outcome }) => outcome === "setup-failure")) return "not-tried";
  if (open.length === 0) return "kept";
  return open.every(({ outcome }) => outcome === "expected-failure") ? "gaps" : "broken";
}
