/**
 * The reason with which a forward is cancelled when the client goes away (X09). There is no reader left for a response.
 */
export class ClientGone extends Error {
  override readonly name = "ClientGone";
  /** What the access log says, as nginx does. */
  static readonly status = 499;

  constructor() {
    super("The client went away.");
  }
}

/** Whether a failure means that the client went away. */
export function isClientGone(value: unknown): value is ClientGone {
  return typeof value === "object" && value !== null && (value as { name?: unknown }).name === "ClientGone";
}
