import { type ConformanceOutcome, summariseRules } from "@understudy/conformance";
import { markdownTable } from "./markdown-table.ts";

/**
 * One line per server for README.md: how many cases pass, and how many rules are kept in full. A server that does the
 * same on several runtimes has one line.
 */
export function serverLines(all: readonly ConformanceOutcome[]): string {
  const runtimesOf = new Map<string, string[]>();
  for (const results of all) {
    const rules = summariseRules(results);
    const kept = rules.filter(({ state }) => state === "kept").length;
    const { counts, cases, name, runtime = "" } = results;
    const line = JSON.stringify([name, `${counts.pass} of ${cases.length}`, `${kept} of ${rules.length}`]);
    runtimesOf.set(line, [...(runtimesOf.get(line) ?? []), runtime]);
  }
  const rows = [...runtimesOf].map(([line, runtimes]) => {
    const [name, passed, kept]: [string, string, string] = JSON.parse(line);
    return [name, runtimes.join(", "), passed, kept];
  });
  return markdownTable([["server", "on", "cases", "rules kept in full"], ...rows]);
}
