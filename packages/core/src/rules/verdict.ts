import { findSourceError, type SourceErrorCode } from "./source-error.ts";

/** What is done with a failure: sent to the secondary, or answered here. */
export type VerdictAction = "redirect" | "local";

/** The rule that decided, or `policy` when a setting overrode the rule's row. */
export type VerdictReason =
  | "R01"
  | "R02"
  | "R03"
  | "R04"
  | "R05"
  | "R06/R07"
  | "R08"
  | "X01"
  | "X02"
  | "X23"
  | "policy";

/** Whether a failure may be sent to the secondary, and why. */
export interface Verdict {
  readonly redirect: boolean;
  readonly reason: VerdictReason;
  /** Absent when the failure is not a source error. */
  readonly code?: SourceErrorCode;
}

/** Settings that override single rows of the verdict table. */
export type VerdictPolicy = Readonly<Partial<Record<SourceErrorCode, VerdictAction>>>;

/** The table (X03): IS manual, "Redirect on error", and the X rules of docs/rules.md where the manual leaves a gap. */
const TABLE: Readonly<Record<SourceErrorCode, readonly [VerdictAction, VerdictReason]>> = {
  "image-not-on-disk": ["redirect", "R01"],
  "image-not-in-catalog": ["local", "R02"],
  "image-unreadable": ["redirect", "X01"],
  "image-corrupt": ["redirect", "R03"],
  "image-unsupported": ["local", "X02"],
  "profile-not-found": ["local", "R08"],
  "profile-corrupt": ["redirect", "R04"],
  "font-not-found": ["local", "R08"],
  "font-corrupt": ["redirect", "R05"],
  "static-not-on-disk": ["redirect", "R06/R07"],
  "static-unreadable": ["redirect", "X01"],
  "catalog-unavailable": ["redirect", "X23"],
  overloaded: ["local", "X01"],
};

/**
 * Judges a failure by its cause alone. Pure: it looks at no setting but the policy, and at no request. Anything that is
 * not a source error and has none among its causes (a bug, a bad command, a refusal) is answered locally (R08).
 */
export function verdict(failure: unknown, policy: VerdictPolicy = {}): Verdict {
  const code = findSourceError(failure)?.code;
  if (code === undefined) return { redirect: false, reason: "R08" };
  const override = policy[code];
  if (override !== undefined) return { redirect: override === "redirect", reason: "policy", code };
  const [action, reason] = TABLE[code];
  return { redirect: action === "redirect", reason, code };
}
