import type { ConformanceCase } from "../format/case.ts";
import type { Mismatch } from "./result.ts";

/** What a case expects besides its subject: how a redirected request is logged is a rule by itself. */
const RULE_OF: NonNullable<ConformanceCase["ruleOf"]> = {
  "access log, lines": "R10",
  "access log, cacheUse": "R10",
  "access log, peerServer": "R10",
};

/** The mismatch with the rules that it breaks, where they are not all of the case's: those that the case names for its place, if any. */
export function withRules(mismatch: Mismatch, { ruleOf = {} }: ConformanceCase): Mismatch {
  const [request = "", place = ""] = mismatch.where.split(/, (.*)/);
  const side = place.replace(/,.*/, "");
  const broken = ruleOf[place] ?? ruleOf[side] ?? RULE_OF[place] ?? ruleOf[request];
  return broken === undefined ? mismatch : { ...mismatch, rules: [broken].flat() };
}
