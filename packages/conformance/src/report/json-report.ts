import type { ConformanceOutcome } from "../runner/result.ts";

/** The results as JSON, one line a case, so that two runs can be compared line by line. */
export function jsonReport(results: ConformanceOutcome): string {
  const { cases, ...rest } = results;
  const head = JSON.stringify(rest, null, 2).slice(0, -2);
  const lines = cases.map((result) => `    ${JSON.stringify(result)}`);
  return `${head},\n  "cases": [\n${lines.join(",\n")}\n  ]\n}\n`;
}
