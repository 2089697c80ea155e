import type { IncomingMessage, ServerResponse } from "node:http";
import { createRequestAdapter, type DecoratedRequest } from "@hattip/adapter-node/request";
import type { HeaderList, RequestHead } from "@understudy/core/adapter";
import type { ClientOrigin } from "../client/client-origin.ts";
import type { Exchange } from "./exchange.ts";
import { requestBody } from "./request-body.ts";

// Given explicitly, as HatTip would read the environment variables ORIGIN and TRUST_PROXY otherwise.
const makeRequest = createRequestAdapter({ origin: "", trustProxy: false });

/** HatTip asks it one thing: whether the end was written, which does not mean that it was sent. */
const PENDING = { writableEnded: false } as unknown as ServerResponse;

/** A request on its way to a handler; HatTip's adapter makes a `Request` of it when the handler asks for one. */
export class LazyRequest {
  readonly #exchange: Exchange;
  readonly #origin: ClientOrigin;
  readonly #host: string;
  readonly #path: string;
  readonly #sentHost: string | undefined;
  #request: Request | undefined;
  #head: RequestHead | undefined;

  /**
   * @param host where the request is for
   * @param path path and query
   * @param sentHost the `Host` field as the client sent it
   */
  constructor(exchange: Exchange, origin: ClientOrigin, host: string, path: string, sentHost: string | undefined) {
    this.#exchange = exchange;
    this.#origin = origin;
    this.#host = origin.host ?? host;
    this.#path = path;
    this.#sentHost = sentHost;
  }

  /** The head as it came; undefined as soon as there is a `Request`, which may be changed. */
  get head(): RequestHead | undefined {
    if (this.#request !== undefined) return undefined;
    this.#head ??= new Head(
      this.#exchange.request,
      `${this.#origin.protocol}://${this.#host}${this.#path}`,
      this.#sentHost,
    );
    return this.#head;
  }

  get request(): Request {
    this.#request ??= this.#make();
    return this.#request;
  }

  set request(request: Request) {
    this.#request = request;
  }

  #make(): Request {
    const exchange = this.#exchange;
    const { request } = exchange;
    const view = {
      method: request.method,
      url: this.#path,
      protocol: this.#origin.protocol,
      ip: this.#origin.address ?? "",
      headers: { ...request.headers, host: this.#host },
      rawBody: requestBody(request, exchange),
      // HatTip aborts `request.signal` on this event, which for node also comes when the body was read.
      once: (_close: "close", listener: () => void) => exchange.onGone(listener),
    };
    const [made] = makeRequest(view as unknown as DecoratedRequest, PENDING);
    if (this.#sentHost === undefined) made.headers.delete("host");
    else if (this.#sentHost !== made.headers.get("host")) made.headers.set("host", this.#sentHost);
    return made;
  }
}

class Head implements RequestHead {
  readonly method: string;
  readonly url: string;
  readonly #message: IncomingMessage;
  readonly #sentHost: string | undefined;
  #headers: HeaderList | undefined;

  constructor(message: IncomingMessage, url: string, sentHost: string | undefined) {
    this.method = message.method ?? "";
    this.url = url;
    this.#message = message;
    this.#sentHost = sentHost;
  }

  get headers(): HeaderList {
    if (this.#headers !== undefined) return this.#headers;
    // Only now: Bun makes them when they are first read.
    const raw = this.#message.rawHeaders;
    const headers: [string, string][] = [];
    for (let index = 0; index < raw.length; index += 2) {
      const name = raw[index]!.toLowerCase();
      // An absolute request target counts more than the field (RFC 9112 §3.2.2).
      if (name !== "host") headers.push([name, raw[index + 1]!]);
    }
    if (this.#sentHost !== undefined) headers.push(["host", this.#sentHost]);
    this.#headers = headers;
    return headers;
  }
}
