import { FormatProblem } from "@understudy/source-check/decoder";

/**
 * A decoder refuses a file that the checks found sound. That proves nothing about the file (X21): it is unsupported.
 *
 * @param message what it stumbled over, as the end of a sentence
 */
export function refusal(message: string, cause?: unknown): FormatProblem {
  return new FormatProblem("unsupported", message, { cause });
}

/**
 * No memory for the pixels (every runtime throws a `RangeError` for that), or the decoder's own file cannot be read
 * (errors of the file system have a code): that says nothing about the image (X01).
 */
export function isServersFault(error: unknown): boolean {
  return error instanceof RangeError || (error instanceof Error && "code" in error);
}
