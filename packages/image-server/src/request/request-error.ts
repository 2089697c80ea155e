/** What can be wrong with a request itself, whatever its sources are like. */
export type RequestErrorCode = "bad-path" | "unknown-context" | "refused" | "wrong-type" | "precondition-failed";

const STATUSES: Readonly<Record<RequestErrorCode, number>> = {
  "bad-path": 400,
  "unknown-context": 404,
  refused: 403,
  "wrong-type": 403,
  "precondition-failed": 412,
};

/** The request cannot be served, and not because of a source: answered locally, never redirected (R08). */
export class RequestError extends Error {
  override readonly name = "RequestError";
  readonly code: RequestErrorCode;
  /** HTTP status of the response. */
  readonly status: number;
  /** The message; it names nothing but what the client sent and what is allowed. */
  readonly publicMessage: string;

  constructor(code: RequestErrorCode, publicMessage: string) {
    super(publicMessage);
    this.code = code;
    this.status = STATUSES[code];
    this.publicMessage = publicMessage;
  }
}
