import { type CaseOutcome, type ConformanceOutcome, isAcceptable } from "../runner/result.ts";

/** The results as TAP version 14 (testanything.org): a known gap is a TODO, so is what is not required. */
export function tapReport({ cases }: ConformanceOutcome): string {
  return [`TAP version 14`, `1..${cases.length}`, ...cases.flatMap(testPoint), ""].join("\n");
}

function testPoint(result: CaseOutcome, index: number): string[] {
  const { outcome, mismatches, reason } = result;
  const ok = outcome === "pass" || outcome === "skip";
  const line = `${ok ? "ok" : "not ok"} ${index + 1} - ${escaped(`${result.id}: ${result.title}`)}${directive(result)}`;
  if (ok) return [line];
  const facts = [
    `outcome: ${outcome}`,
    `kind: ${result.kind}`,
    `rules: ${JSON.stringify(result.rules)}`,
    ...(reason === undefined ? [] : [`reason: ${JSON.stringify(reason)}`]),
    // Flow style: a JSON object is a YAML one.
    ...(mismatches.length === 0 ? [] : ["mismatches:", ...mismatches.map((one) => `  - ${JSON.stringify(one)}`)]),
  ];
  return [line, "  ---", ...facts.map((fact) => `  ${fact}`), "  ..."];
}

function directive(result: CaseOutcome): string {
  const { outcome, reason = "" } = result;
  if (outcome === "skip") return ` # SKIP ${escaped(reason)}`;
  if (outcome === "expected-failure") return ` # TODO ${escaped(reason)}`;
  return outcome === "fail" && isAcceptable(result) ? ` # TODO ${result.kind}` : "";
}

function escaped(text: string): string {
  return text.replace(/[\\#]/g, "\\$&").replace(/\s+/g, " ");
}
