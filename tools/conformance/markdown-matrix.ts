import { type ConformanceOutcome, RULE_IDS, STATE_MARKS, summariseRules } from "@understudy/conformance";
import { markdownTable } from "./markdown-table.ts";

/** The matrix of rules by servers for `docs/conformance.md`. */
export function markdownMatrix(all: readonly ConformanceOutcome[]): string {
  const summaries = all.map((results) => new Map(summariseRules(results).map((one) => [one.rule, one])));
  const rows = RULE_IDS.map((rule) => [
    rule,
    ...summaries.map((byRule) => {
      const summary = byRule.get(rule);
      if (!summary) return "";
      const { state, passed, required } = summary;
      return state === "kept" ? STATE_MARKS.kept : `${STATE_MARKS[state]} ${passed}/${required}`;
    }),
  ]);
  const total = all.map(({ counts, cases }) => `${counts.pass}/${cases.length}`);
  return markdownTable([
    ["rule", ...all.map(({ name, runtime }) => heading(name, runtime))],
    ...rows,
    ["cases", ...total],
  ]);
}

function heading(name: string, runtime: string | undefined): string {
  return runtime === undefined ? name : `${name}<br>${runtime}`;
}
