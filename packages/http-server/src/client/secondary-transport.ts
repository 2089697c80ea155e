import { createHttpTransport, type HttpTransport } from "@understudy/http-transport";
import type { ResolvedMiddlewareOptions } from "../options.ts";

/** What one client may have under way at a secondary. */
export type SecondaryLimits = Pick<ResolvedMiddlewareOptions, "maxRedirectsPerConnection" | "maxRedirectsPerAddress">;

/**
 * The exact transport that a server of ours hands to `redirectOnError` with each client. It is made when the first request is sent to a
 * secondary. Its idle connections are closed after 4 s and do not keep the process.
 */
export class SecondaryTransport {
  readonly #limits: SecondaryLimits;
  #transport: HttpTransport | undefined;

  constructor(limits: SecondaryLimits) {
    this.#limits = limits;
  }

  get transport(): HttpTransport {
    this.#transport ??= createHttpTransport({
      maxPerClientConnection: this.#limits.maxRedirectsPerConnection,
      maxPerClientAddress: this.#limits.maxRedirectsPerAddress,
    });
    return this.#transport;
  }

  /** Closes what is idle, when no request is under way any more. */
  async close(): Promise<void> {
    await this.#transport?.close();
  }
}
