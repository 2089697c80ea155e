import { FormatProblem } from "@understudy/source-check/decoder";

/**
 * A decoder refuses a file that the checks found sound. That proves nothing about the file (X21): it is unsupported.
 *
 * @param message what it stumbled over, as the end of a sentence
 */
export function refusal(message: string, cause?: unknown): FormatProblem {
  return new FormatProblem("unsupported", message, { cause });
}
