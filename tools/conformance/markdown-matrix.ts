import { type ConformanceOutcome, RULE_IDS, STATE_MARKS, summariseRules } from "@understudy/conformance";

/** The matrix of rules by servers for README.md. */
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
  return table([["rule", ...all.map(({ name, runtime }) => heading(name, runtime))], ...rows, ["cases", ...total]]);
}

function heading(name: string, runtime: string | undefined): string {
  return runtime === undefined ? name : `${name}<br>${runtime}`;
}

/** A Markdown table with columns of equal width, as the formatter of this repository leaves it. */
function table([head, ...body]: readonly (readonly string[])[]): string {
  const all = [head!, ...body];
  const widths = head!.map((_, column) => Math.max(3, ...all.map((row) => row[column]!.length)));
  const line = (cells: readonly string[]) => `| ${cells.map((cell, at) => cell.padEnd(widths[at]!)).join(" | ")} |`;
  return [line(head!), line(widths.map((width) => "-".repeat(width))), ...body.map(line)].join("\n");
}
