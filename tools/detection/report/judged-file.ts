import type { Answer, Verdict } from "../judges/answer.ts";
import type { SampleFile } from "../sample-files.ts";

/** A file with everything that was said of it. */
export interface JudgedFile extends Omit<SampleFile, "bytes"> {
  readonly bytes: number;
  readonly server: Answer;
  readonly reference: Answer | undefined;
  /** The reference when it fails on warnings, too. */
  readonly strict: Verdict | undefined;
  /** Whether both read the valid file that it is made of. Else neither verdict tells anything about the damage. */
  readonly comparable: boolean;
  /** Whether only the strict check calls it corrupt: viewers show all of its picture, as without a JPEG's end marker. */
  readonly tolerated: boolean;
  /** Whether the reference saw something else than in the valid file; undefined when it could not read one of them. */
  readonly changed: boolean | undefined;
}

/** How the two verdicts on a file go together. */
export type Agreement =
  /** Both read it, or both do not. */
  | "agree"
  /** The reference cannot read it, the server does not call it corrupt. */
  | "missed"
  /** The reference cannot read it; the server serves it, as only `SourceCheck=strict` would refuse it. */
  | "tolerated"
  /** The server calls it corrupt, the reference reads it, but sees another picture. */
  | "stricter, changed"
  /** The server calls it corrupt, the reference reads it and sees the same. */
  | "stricter, unchanged"
  /** One of them does not implement what the valid file is made of, or the reference is not there. */
  | "not compared";

/** How our verdict goes with the reference's. */
export function agreementOf({ server, reference, changed, comparable, tolerated }: JudgedFile): Agreement {
  if (reference === undefined || reference.verdict === "too large" || !comparable) return "not compared";
  if (reference.verdict === "good") {
    if (server.verdict === "corrupt") return changed === false ? "stricter, unchanged" : "stricter, changed";
    return server.verdict === "good" ? "agree" : "not compared";
  }
  if (server.verdict === "corrupt") return "agree";
  return tolerated ? "tolerated" : "missed";
}

/** Whether the reference, which reads the valid file, cannot read this one in full, and viewers do not show all of it. */
export function isUnreadable({ reference, comparable, tolerated }: JudgedFile): boolean {
  return comparable && !tolerated && reference?.verdict === "corrupt";
}
