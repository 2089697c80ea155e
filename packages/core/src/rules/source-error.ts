import { hasStackByDefault } from "./stack-default.ts";

/**
 * What can be wrong with the source of a request: one closed set of codes.
 *
 * The codes follow the IS manual page "Redirect on error" and the X rules of `docs/rules.md`. Which of them are
 * sent to the secondary server is not said here but in `verdict.ts`.
 */
export const SOURCE_ERROR_CODES = [
  "image-not-on-disk",
  "image-not-in-catalog",
  "image-unreadable",
  "image-corrupt",
  "image-unsupported",
  "profile-not-found",
  "profile-corrupt",
  "font-not-found",
  "font-corrupt",
  "static-not-on-disk",
  "static-unreadable",
  "catalog-unavailable",
  "overloaded",
] as const;

/** What went wrong with a source; see {@link SOURCE_ERROR_CODES}. */
export type SourceErrorCode = (typeof SOURCE_ERROR_CODES)[number];

interface LocalAnswer {
  readonly status: number;
  readonly publicMessage: string;
}

/** The status and the public text of the local answer, for an error that does not bring its own. */
const LOCAL_ANSWERS: Readonly<Record<SourceErrorCode, LocalAnswer>> = {
  "image-not-on-disk": { status: 404, publicMessage: "The image was not found." },
  "image-not-in-catalog": { status: 404, publicMessage: "The image was not found." },
  "image-unreadable": { status: 500, publicMessage: "The image could not be read." },
  "image-corrupt": { status: 500, publicMessage: "The image is damaged." },
  "image-unsupported": { status: 500, publicMessage: "The image has a format that this server does not support." },
  "profile-not-found": { status: 404, publicMessage: "The colour profile was not found." },
  "profile-corrupt": { status: 500, publicMessage: "The colour profile is damaged." },
  "font-not-found": { status: 404, publicMessage: "The font was not found." },
  "font-corrupt": { status: 500, publicMessage: "The font is damaged." },
  "static-not-on-disk": { status: 404, publicMessage: "The file was not found." },
  "static-unreadable": { status: 500, publicMessage: "The file could not be read." },
  "catalog-unavailable": { status: 503, publicMessage: "The catalog of this request is not available now." },
  overloaded: { status: 503, publicMessage: "The server is overloaded. Try again later." },
};

/** What a {@link SourceError} may be given beside its code. */
export interface SourceErrorOptions {
  /** The internal message, for the log. @default the public message, with the source's name */
  message?: string;
  /**
   * HTTP status of the local answer, 400 to 599.
   * @default by code: 404 not found, 500 corrupt or unreadable, 503 overload
   */
  status?: number;
  /** Text that a client may see: no host, no path. @default by code */
  publicMessage?: string;
  /** The source that is broken: a path, a catalog id or a profile's name. Goes to the log, never to the client. */
  source?: string;
  /** The error underneath. */
  cause?: unknown;
}

/** The part of a {@link SourceError} that other copies of this package recognise it by. */
export interface SourceErrorLike {
  readonly code: SourceErrorCode;
  readonly message: string;
  readonly status: number;
  readonly publicMessage: string;
  readonly source?: string;
  readonly cause?: unknown;
}

/**
 * A primary throws this to say that a source of the request is broken, and how.
 *
 * In production it has no stack: it is about a file and not about code, `cause` has a stack of its own, and to take one
 * costs as much time as all else that core does with a request. See {@link SourceError.captureStack}.
 *
 * @example throw new SourceError("image-corrupt", { source: "shoes/red.jpg", cause: error });
 */
export class SourceError extends Error implements SourceErrorLike {
  /**
   * Whether new source errors have a stack, which says where in your code they were made. Set it once, when the process
   * starts. Each copy of this package has a switch of its own.
   * @default true unless `NODE_ENV` is `production`; false where there is no environment, or Deno may not read
   * `NODE_ENV`
   */
  static captureStack: boolean = hasStackByDefault();

  override readonly name = "SourceError";
  readonly code: SourceErrorCode;
  readonly status: number;
  readonly publicMessage: string;
  readonly source?: string;

  /** @throws {TypeError} for a code that is not one of {@link SOURCE_ERROR_CODES} */
  constructor(code: SourceErrorCode, options: SourceErrorOptions = {}) {
    if (!isSourceErrorCode(code)) {
      throw new TypeError(`SourceError: code is ${JSON.stringify(code)}; allowed are ${SOURCE_ERROR_CODES.join(", ")}`);
    }
    const answer = LOCAL_ANSWERS[code];
    const publicMessage = options.publicMessage ?? answer.publicMessage;
    const message = options.message ?? (options.source ? `${publicMessage} (${options.source})` : publicMessage);
    const stackTraceLimit = Error.stackTraceLimit;
    if (!SourceError.captureStack) Reflect.set(Error, "stackTraceLimit", 0);
    super(message, "cause" in options ? { cause: options.cause } : undefined);
    Reflect.set(Error, "stackTraceLimit", stackTraceLimit);
    this.code = code;
    this.status = options.status ?? answer.status;
    this.publicMessage = publicMessage;
    if (options.source !== undefined) this.source = options.source;
  }
}

/** Whether a value is one of {@link SOURCE_ERROR_CODES}. */
export function isSourceErrorCode(value: unknown): value is SourceErrorCode {
  return (SOURCE_ERROR_CODES as readonly unknown[]).includes(value);
}

/**
 * Whether a failure is itself a source error. It is recognised by its code and not by its class, so that two copies of
 * this package in one process still agree. {@link findSourceError} looks at its causes too.
 */
export function isSourceError(failure: unknown): failure is SourceErrorLike {
  if (typeof failure !== "object" || failure === null) return false;
  const candidate = failure as Partial<SourceErrorLike>;
  return (
    isSourceErrorCode(candidate.code) &&
    typeof candidate.status === "number" &&
    typeof candidate.publicMessage === "string"
  );
}

/** No honest chain of causes is longer. */
const MOST_CAUSES = 16;

/**
 * The source error in a failure: the failure itself, or the first of its causes that is one. Frameworks wrap what a
 * handler throws (h3 does) and keep it as `cause`. A chain that goes in a circle, or beyond a depth of 16, ends without
 * one.
 */
export function findSourceError(failure: unknown): SourceErrorLike | undefined {
  let current = failure;
  for (let depth = 0; depth < MOST_CAUSES && typeof current === "object" && current !== null; depth++) {
    if (isSourceError(current)) return current;
    current = (current as { cause?: unknown }).cause;
  }
  return undefined;
}
