/** What a {@link CommandError} says about a command. */
export interface CommandErrorOptions {
  /** The command as it is called in the protocol reference, e.g. `wid`. */
  command: string;
  /** Its value as it was understood, decoded where that was possible. */
  value: string;
  /** What would have been right, e.g. `a whole number from 1`. */
  allowed: string;
  cause?: unknown;
}

/** Values are shown to the client; a text layer can be long. */
const LONGEST_SHOWN_VALUE = 80;

/** A command of the request has a value that cannot be used. The client's fault: 400, never redirected (R08). */
export class CommandError extends Error {
  override readonly name = "CommandError";
  readonly code = "bad-command";
  readonly status = 400;
  readonly command: string;
  readonly value: string;
  readonly allowed: string;
  /** The message; it names nothing but what the client sent and what is allowed. */
  readonly publicMessage: string;

  constructor({ command, value, allowed, cause }: CommandErrorOptions) {
    const shown = value.length > LONGEST_SHOWN_VALUE ? `${value.slice(0, LONGEST_SHOWN_VALUE)}…` : value;
    const message = `${command} is ${JSON.stringify(shown)}; allowed is ${allowed}`;
    super(message, cause === undefined ? undefined : { cause });
    this.command = command;
    this.value = value;
    this.allowed = allowed;
    this.publicMessage = message;
  }
}

/** Whether a failure is a bad command, recognised by its code so that two copies of this package agree. */
export function isCommandError(failure: unknown): failure is CommandError {
  return failure instanceof Error && "code" in failure && failure.code === "bad-command";
}
