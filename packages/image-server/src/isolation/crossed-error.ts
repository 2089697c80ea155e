import { isSourceError, SourceError, type SourceErrorCode } from "@understudy/core";
import { CommandError, isCommandError } from "../commands/command-error.ts";
import { UnsupportedError } from "../imaging/unsupported-error.ts";

/** An error on its way from one thread to another: classes do not survive that, plain values do. */
export type CrossedError =
  | {
      readonly kind: "source";
      readonly code: SourceErrorCode;
      readonly message: string;
      readonly status: number;
      readonly publicMessage: string;
      readonly source: string | undefined;
      readonly cause: string | undefined;
    }
  | { readonly kind: "command"; readonly command: string; readonly value: string; readonly allowed: string }
  | { readonly kind: "unsupported"; readonly what: string; readonly source: string }
  | { readonly kind: "other"; readonly name: string; readonly message: string; readonly stack: string | undefined };

/** Takes an error apart. */
export function packError(error: unknown): CrossedError {
  if (isSourceError(error)) {
    const { code, message, status, publicMessage, source, cause } = error;
    return { kind: "source", code, message, status, publicMessage, source, cause: causeText(cause) };
  }
  if (isCommandError(error)) {
    const { command, value, allowed } = error;
    return { kind: "command", command, value, allowed };
  }
  if (error instanceof UnsupportedError) {
    return { kind: "unsupported", what: error.publicMessage, source: error.source };
  }
  if (error instanceof Error) {
    return { kind: "other", name: error.name, message: error.message, stack: error.stack };
  }
  return { kind: "other", name: "Error", message: String(error), stack: undefined };
}

/** Puts an error together again; its stack, where it has one, is that of the other thread. */
export function unpackError(crossed: CrossedError): Error {
  switch (crossed.kind) {
    case "source": {
      const { code, message, status, publicMessage, source, cause } = crossed;
      return new SourceError(code, {
        message,
        status,
        publicMessage,
        ...(source === undefined ? {} : { source }),
        ...(cause === undefined ? {} : { cause: new Error(cause) }),
      });
    }
    case "command":
      return new CommandError(crossed);
    case "unsupported":
      return new UnsupportedError(crossed.what, crossed.source);
    case "other": {
      const error = new Error(crossed.message);
      error.name = crossed.name;
      if (crossed.stack !== undefined) error.stack = crossed.stack;
      return error;
    }
  }
}

/** Name and message of an error and of the errors underneath. */
function causeText(cause: unknown): string | undefined {
  if (cause === undefined) return undefined;
  if (!(cause instanceof Error)) return String(cause);
  const below = causeText(cause.cause);
  return below === undefined ? `${cause.name}: ${cause.message}` : `${cause.name}: ${cause.message}; ${below}`;
}
