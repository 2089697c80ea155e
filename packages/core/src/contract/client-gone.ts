/**
 * The reason with which a forward is cancelled when the client goes away (X09). There is no reader left for a response.
 */
export class ClientGone extends Error {
  override readonly name = "ClientGone";
  /** What the access log says, as nginx does. */
  static readonly status = 499;

  /** `client-too-slow` when it was this server that gave the client up. */
  readonly code: "client-gone" | "client-too-slow";

  /** @param message for the log @default "The client went away." */
  constructor(message = "The client went away.", code: ClientGone["code"] = "client-gone") {
    super(message);
    this.code = code;
  }
}

/** Whether a failure means that the client went away. */
export function isClientGone(value: unknown): value is ClientGone {
  return typeof value === "object" && value !== null && (value as { name?: unknown }).name === "ClientGone";
}
