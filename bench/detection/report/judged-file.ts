import type { Answer, Verdict } from "../judges/answer.ts";
import type { SampleFile } from "../sample-files.ts";

/** A file with everything that was said of it. */
export interface JudgedFile extends Omit<SampleFile, "bytes"> {
  readonly bytes: number;
  readonly server: Answer;
  readonly reference: Answer | undefined;
  /** The reference when it fails on warnings, too. */
  readonly strict: Verdict | undefined;
  /** Whether the reference saw something else than in the valid file; undefined when it could not read one of them. */
  readonly changed: boolean | undefined;
}

/** How the two verdicts on a file go together. */
export type Agreement =
  /** Both read it, or both do not. */
  | "agree"
  /** The reference cannot read it, the server does not call it corrupt. */
  | "missed"
  /** The server calls it corrupt, the reference reads it, but sees another picture. */
  | "stricter, changed"
  /** The server calls it corrupt, the reference reads it and sees the same. */
  | "stricter, unchanged"
  /** The server does not implement it, or the reference is not there. */
  | "not compared";

/** How our verdict goes with the reference's. */
export function agreementOf({ server, reference, changed }: JudgedFile): Agreement {
  if (reference === undefined || reference.verdict === "too large") return "not compared";
  if (reference.verdict === "good") {
    if (server.verdict === "corrupt") return changed === false ? "stricter, unchanged" : "stricter, changed";
    return server.verdict === "good" ? "agree" : "not compared";
  }
  return server.verdict === "corrupt" ? "agree" : "missed";
}
