/** What a look at a file's bytes found wrong, before anybody knows which file it is. */
export class FormatProblem extends Error {
  override readonly name = "FormatProblem";
  /** Damaged, or fine but not something that the decoder implements (X02). */
  readonly kind: "corrupt" | "unsupported";

  constructor(kind: FormatProblem["kind"], message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.kind = kind;
  }
}

/** The file is damaged. */
export function corrupt(message: string, cause?: unknown): FormatProblem {
  return new FormatProblem("corrupt", message, cause);
}

/** The file may be fine; the decoder does not implement what it needs. */
export function unsupported(message: string): FormatProblem {
  return new FormatProblem("unsupported", message);
}
