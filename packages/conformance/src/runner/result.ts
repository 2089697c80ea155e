import type { RuleId } from "../format/rules.ts";
import type { CaseEvidence } from "./evidence.ts";

/** One thing that was not as expected. */
export interface Mismatch {
  /** Such as `request 1, client, status`. */
  readonly where: string;
  readonly expected: string;
  readonly got: string;
  /** The rules that this breaks, of those of the case. @default all of the case's */
  readonly rules?: readonly RuleId[];
}

/**
 * How a case ended. `setup-failure`: it could not be tried. `expected-failure`: it failed, and a known gap says so.
 * `unexpected-pass`: it passed though a known gap says it fails; the gap's entry is to be deleted.
 */
export type Outcome = "pass" | "fail" | "skip" | "setup-failure" | "expected-failure" | "unexpected-pass";

/** What became of one case, but for the time that it took. */
export interface CaseOutcome {
  readonly id: string;
  readonly kind: "required" | "optimal" | "check";
  readonly rules: readonly RuleId[];
  readonly title: string;
  readonly outcome: Outcome;
  /** Why it was skipped, could not be tried, or is a known gap. */
  readonly reason?: string;
  /** Whether it was skipped because the run lacks what it needs, or because a case that it depends on did not pass. */
  readonly skipped?: "need" | "dependency";
  readonly mismatches: readonly Mismatch[];
  /** What was sent, what came and what the secondary got; absent where all is as it must be. */
  readonly evidence?: CaseEvidence;
}

/** What became of one case. */
export interface CaseResult extends CaseOutcome {
  readonly durationMs: number;
}

/** A case that a server is known to fail, for a reason that lies outside of it. */
export interface KnownGap {
  /** The case's id. */
  readonly id: string;
  readonly reason: string;
  readonly link?: string;
}

/** What became of a whole run, but for when it was and how long it took. */
export interface ConformanceOutcome {
  readonly name: string;
  /** Which runtime answered, where the server says so. */
  readonly runtime?: string;
  /** Whether no required case failed, none could not be tried, and no known gap is gone. */
  readonly ok: boolean;
  readonly counts: Readonly<Record<Outcome, number>>;
  /** Set when not all cases were asked for: then nothing is said of the server as a whole. */
  readonly selected?: readonly string[];
  /** Set when only what the IS manual says was asked for. */
  readonly profile?: "manual";
  /** In the order of the list of cases. */
  readonly cases: readonly CaseOutcome[];
}

/** What became of a whole run, ready to be written as JSON. */
export interface ConformanceResults extends ConformanceOutcome {
  /** ISO 8601. */
  readonly startedAt: string;
  readonly durationMs: number;
  readonly cases: readonly CaseResult[];
}

/** Whether a result leaves the run green. */
export function isAcceptable(result: CaseOutcome): boolean {
  if (result.outcome === "fail") return result.kind !== "required";
  return result.outcome !== "setup-failure" && result.outcome !== "unexpected-pass";
}

/** The result with a known gap taken into account. */
export function withKnownGap(result: CaseResult, gap: KnownGap | undefined): CaseResult {
  if (!gap) return result;
  const reason = gap.link ? `${gap.reason} (${gap.link})` : gap.reason;
  if (result.outcome === "fail") return { ...result, outcome: "expected-failure", reason };
  if (result.outcome === "pass")
    return { ...result, outcome: "unexpected-pass", reason: `known gap is gone: ${reason}` };
  return result;
}
