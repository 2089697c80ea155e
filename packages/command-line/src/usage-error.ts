/** A command line that cannot be used. The message is one line: what is wrong, its value, and what is allowed. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/**
 * The error of an option that has to be there. To be thrown by the action: commander's own look at mandatory options
 * comes before the one at unknown names, so that a mistyped `--cnof` would be reported as a missing `--conf`.
 */
export function missingOption(name: string): UsageError {
  return new UsageError(`${name} is missing; see --help`);
}
