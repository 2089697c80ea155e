import type {
  CaseOutcome,
  CaseResult,
  ConformanceOutcome,
  ConformanceResults,
  Mismatch,
} from "@understudy/conformance";

/** What differs though nothing has changed, and what stands for it. */
const NOISE: readonly (readonly [RegExp, string])[] = [
  [/\b(127\.0\.0\.1|localhost|\[::1\]):\d+/g, "$1:PORT"],
  [/\bunderstudy-[0-9a-f]{8}\b/g, "understudy-ID"],
  [/\/\S*\/conformance-[A-Za-z0-9-]+/g, "CONF"],
  [/\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d \w{3} (?!2015)\d{4} \d\d:\d\d:\d\d GMT/g, "DATE"],
  [/\bafter \d+ bytes\b/g, "after some bytes"],
];

/** Takes out of results what belongs to one run or machine only: nothing changes in them when nothing has changed. */
export function stableResults({
  startedAt: _,
  durationMs: __,
  cases,
  ...rest
}: ConformanceResults): ConformanceOutcome {
  return { ...rest, cases: cases.map(stableCase) };
}

function stableCase({ durationMs: _, evidence: __, ...result }: CaseResult): CaseOutcome {
  const { reason, mismatches } = result;
  return {
    ...result,
    ...(reason !== undefined && { reason: quiet(reason) }),
    mismatches: mismatches.map(stableMismatch),
  };
}

function stableMismatch({ where, expected, got, rules }: Mismatch): Mismatch {
  // A time is told by the second: what matters is which side of a limit it is on.
  const inSeconds = /^(\d+) ms$/.exec(got)?.[1];
  const shown = where.endsWith(", time") && inSeconds ? `about ${Math.round(Number(inSeconds) / 1000)} s` : quiet(got);
  return { where, expected: quiet(expected), got: shown, ...(rules && { rules }) };
}

function quiet(text: string): string {
  return NOISE.reduce((quieter, [pattern, word]) => quieter.replace(pattern, word), text);
}
