import { evidenceLines } from "../runner/evidence.ts";
import { type CaseResult, type ConformanceResults, isAcceptable } from "../runner/result.ts";
import { summariseRules } from "./rule-summary.ts";

const HEADINGS = {
  fail: "FAILED",
  "unexpected-pass": "GAP IS GONE",
  "setup-failure": "NOT TRIED",
  "expected-failure": "known gap",
  skip: "skipped",
} as const;

/** The results for people at a terminal: what did not pass, and why; then the rules that are broken, and the counts. */
export function textReport(results: ConformanceResults): string {
  const { name, runtime, cases } = results;
  const told = cases.filter(({ outcome }) => outcome !== "pass" && outcome !== "skip" && outcome !== "setup-failure");
  const rules = summariseRules(results);
  const broken = rules.filter(({ state }) => state === "broken");
  const kept = rules.filter(({ state }) => state === "kept").map(({ rule }) => rule);
  return [
    runtime === undefined ? name : `${name}, which runs on ${runtime}`,
    "",
    ...told.flatMap((result) => [...caseLines(result), ""]),
    ...groupedLines("setup-failure", cases),
    ...groupedLines("skip", cases),
    ...broken.map(({ rule, passed, required }) => `${rule}: ${passed} of ${required} required cases pass`),
    ...(broken.length > 0 ? [`kept: ${kept.join(" ") || "none"}`, ""] : []),
    countLine(results),
    "",
  ].join("\n");
}

/** The counts of all outcomes that occurred, and what they come to. */
export function countLine(results: ConformanceResults): string {
  const { cases, counts, durationMs, ok } = results;
  const words = {
    pass: "passed",
    fail: "failed",
    "setup-failure": "could not be tried",
    "unexpected-pass": "passed against a known gap",
    "expected-failure": "known gaps",
    skip: "skipped",
  } as const;
  const parts = (Object.keys(words) as (keyof typeof words)[])
    .filter((outcome) => counts[outcome] > 0)
    .map((outcome) => `${counts[outcome]} ${words[outcome]}`);
  const seconds = (durationMs / 1000).toFixed(1);
  return `${verdictOf(ok, results)}: ${cases.length} cases, ${parts.join(", ")}, in ${seconds} s`;
}

/** A part of the cases says nothing of the server as a whole. */
function verdictOf(ok: boolean, { selected, profile }: ConformanceResults): string {
  if (selected !== undefined) return ok ? "the selected cases pass" : "not all selected cases pass";
  const rules = profile === "manual" ? " with the IS manual" : "";
  return `${ok ? "conforms" : "does not conform"}${rules}`;
}

/** What to say of one case that did not pass. */
export function caseLines(result: CaseResult): string[] {
  const { outcome, id, kind, rules, title, reason, mismatches } = result;
  if (outcome === "pass") return [];
  const heading = outcome === "fail" && isAcceptable(result) ? `failed (${kind})` : HEADINGS[outcome];
  return [
    `${heading}  ${id}  ${rules.join(" ")}`,
    `  ${title}`,
    ...(reason === undefined ? [] : [`  ${reason}`]),
    ...mismatches.flatMap(({ where, expected, got, rules: broken }) => [
      `  ${where}${broken === undefined ? "" : ` (${broken.join(" ")})`}`,
      `    expected ${onOneLine(expected)}`,
      `    got      ${onOneLine(got)}`,
    ]),
    ...(result.evidence === undefined ? [] : evidenceLines(result.evidence).map((line) => `  | ${onOneLine(line)}`)),
  ];
}

function onOneLine(text: string): string {
  return text.replaceAll("\n", "\\n");
}

/** Cases that have the same reason, together. */
function groupedLines(outcome: "skip" | "setup-failure", cases: readonly CaseResult[]): string[] {
  const byReason = groupByReason(cases.filter((result) => result.outcome === outcome));
  return [...byReason].flatMap(([reason, group]) => [
    `${HEADINGS[outcome]}  ${group.length === 1 ? "1 case" : `${group.length} cases`}: ${reason}`,
    `  ${group.map(({ id }) => id).join(", ")}`,
    "",
  ]);
}

function groupByReason(cases: readonly CaseResult[]): Map<string, CaseResult[]> {
  const groups = new Map<string, CaseResult[]>();
  for (const result of cases) {
    const reason = result.reason ?? "";
    groups.set(reason, [...(groups.get(reason) ?? []), result]);
  }
  return groups;
}
