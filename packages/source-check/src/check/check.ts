import { FormatProblem } from "../bytes/format-problem.ts";

/** A file that breaks a rule of its format: what is redirected (R03, R04, R05). */
export interface CorruptCheck {
  readonly kind: "corrupt";
  /** The rule of the format that is broken, as the place in its specification. */
  readonly rule: string;
  /** What was found in the file, as the end of a sentence: "it ends after 4096 bytes without IEND". */
  readonly reason: string;
}

/** A file that may well be fine and is not read here (X02). */
export interface UnsupportedCheck {
  readonly kind: "unsupported";
  /** What of it is not read, as the end of a sentence: "its compression is 34712". */
  readonly reason: string;
}

/** What a check found: a file that is fine, and what it says of itself, or what is wrong. */
export type Check<Facts> = ({ readonly kind: "fine" } & Facts) | CorruptCheck | UnsupportedCheck;

/**
 * The result of a look at a file that throws `FormatProblem`s. Errors of other kinds are mistakes here and are thrown
 * on.
 */
export function checked<Facts extends object>(look: () => Facts): Check<Facts> {
  try {
    return { kind: "fine", ...look() };
  } catch (problem) {
    if (!(problem instanceof FormatProblem)) throw problem;
    const reason = problem.message;
    if (problem.kind === "unsupported") return { kind: "unsupported", reason };
    return { kind: "corrupt", rule: problem.rule ?? "unknown", reason };
  }
}
