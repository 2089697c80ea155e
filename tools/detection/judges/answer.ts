import type { FileFormat } from "../recipe.ts";

/** What a judge is asked: one line of JSON on its standard input. */
export interface Question {
  readonly id: number;
  readonly format: FileFormat;
  /** Base64. */
  readonly bytes: string;
}

/**
 * `good`: read in full. `corrupt`: cannot be read in full. `unsupported`: of a kind that the judge does not implement.
 * `too large`: more pixels than are decoded. `other`: an error that says nothing about the file.
 */
export type Verdict = "good" | "corrupt" | "unsupported" | "too large" | "other" | "crash" | "timeout";

/** What it says: one line of JSON on its standard output. */
export interface Answer {
  readonly id: number;
  readonly verdict: Verdict;
  /** What it found, in its own words. */
  readonly detail?: string;
  /** A digest of what was read: pixels, outlines, converted colours. Equal digests mean equal looks. */
  readonly digest?: string;
  /** Milliseconds. */
  readonly ms?: number;
}
