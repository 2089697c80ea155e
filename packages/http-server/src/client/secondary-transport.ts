import { createHttpTransport, type HttpTransport } from "@understudy/http-transport";

/**
 * The exact transport that a server of ours hands to `redirectOnError` with each client. It is made when the first request is sent to a
 * secondary. Its idle connections are closed after 4 s and do not keep the process.
 */
export class SecondaryTransport {
  #transport: HttpTransport | undefined;

  get transport(): HttpTransport {
    this.#transport ??= createHttpTransport();
    return this.#transport;
  }

  /** Closes what is idle, when no request is under way any more. */
  async close(): Promise<void> {
    await this.#transport?.close();
  }
}
