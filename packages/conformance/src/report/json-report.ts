import type { ConformanceResults } from "../runner/result.ts";

/** The results as JSON, one line a case, so that two runs can be compared line by line. */
export function jsonReport(results: ConformanceResults): string {
  const { cases, ...rest } = results;
  const head = JSON.stringify(rest, null, 2).slice(0, -2);
  const lines = cases.map((result) => `    ${JSON.stringify(result)}`);
  return `${head},\n  "cases": [\n${lines.join(",\n")}\n  ]\n}\n`;
}
