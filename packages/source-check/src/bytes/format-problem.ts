/** What a look at a file's bytes found wrong, before it is known which file it is. */
export class FormatProblem extends Error {
  override readonly name = "FormatProblem";
  /** Damaged, or fine but not something that is read here (X02). */
  readonly kind: "corrupt" | "unsupported";
  /** The rule of the format that is broken, as the place in its specification (X21); undefined when unsupported. */
  readonly rule?: string;
  /** Whether no decoder is to be given the file either: it would cost too much, or show another picture than is meant. */
  readonly refused: boolean;

  constructor(
    kind: FormatProblem["kind"],
    message: string,
    options: { rule?: string; cause?: unknown; refused?: boolean } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.kind = kind;
    this.refused = options.refused ?? false;
    if (options.rule !== undefined) this.rule = options.rule;
  }
}

/** Makes the problem of a file that is damaged. */
export type Breakage = (message: string, cause?: unknown) => FormatProblem;

/**
 * How a module speaks of damage: every finding names the rule of the format that is broken.
 *
 * @param rule the place in the specification
 */
export function breaks(rule: string): Breakage {
  return (message, cause) => new FormatProblem("corrupt", message, { rule, cause });
}

/** The file may be fine; what it needs is not read here. */
export function unsupported(message: string): FormatProblem {
  return new FormatProblem("unsupported", message);
}

/** The file may be fine; no decoder is to be given it. */
export function refused(message: string): FormatProblem {
  return new FormatProblem("unsupported", message, { refused: true });
}

/** Whether an error says, itself or as its cause, that no decoder is to be given the file. */
export function isRefused(error: unknown): boolean {
  const { cause } = error as { cause?: unknown };
  return [error, cause].some((each) => each instanceof FormatProblem && each.refused);
}
