/**
 * A failure that knows its status and what a client may read of it: a source error, a bad command, a refused request.
 */
export interface PublicFailure extends Error {
  readonly code: string;
  /** HTTP status, 400 to 599. */
  readonly status: number;
  readonly publicMessage: string;
  /** The source that it is about, for the log. */
  readonly source?: string;
}

/** Whether a failure is a {@link PublicFailure}; anything else is a bug. */
export function isPublicFailure(failure: unknown): failure is PublicFailure {
  if (typeof failure !== "object" || failure === null) return false;
  const { code, status, publicMessage } = failure as Partial<PublicFailure>;
  return typeof code === "string" && typeof status === "number" && typeof publicMessage === "string";
}
