import type { IncomingMessage } from "node:http";
import { type FieldList, headOf, type RequestHead } from "@understudy/core/adapter";
import type { ClientOrigin } from "../client/client-origin.ts";
import type { ClientExchange } from "./client-exchange.ts";
import { requestBody } from "./request-body.ts";

/** A request on its way to a handler; it becomes a `Request` only when the handler asks for one. */
export class LazyRequest {
  readonly #exchange: ClientExchange;
  readonly #origin: ClientOrigin;
  readonly #host: string;
  readonly #target: string;
  readonly #sentHost: string | undefined;
  #made: Request | undefined;
  /** What the handler has put in the place of the request. */
  #replaced: Request | undefined;
  #head: RequestHead | undefined;

  /**
   * @param host where the request is for
   * @param target path and query
   * @param sentHost the `Host` field as the client sent it
   */
  constructor(
    exchange: ClientExchange,
    origin: ClientOrigin,
    host: string,
    target: string,
    sentHost: string | undefined,
  ) {
    this.#exchange = exchange;
    this.#origin = origin;
    this.#host = origin.host ?? host;
    this.#target = target;
    this.#sentHost = sentHost;
  }

  /** The head as it came; undefined when the handler has put another `Request` in its place. */
  get head(): RequestHead | undefined {
    if (this.#replaced !== undefined) return undefined;
    this.#head ??= new Head(this.#exchange.request, this.#origin.protocol, this.#host, this.#target, this.#sentHost);
    // The fields of a `Request` can be changed in place; its target cannot, and only here it is as it came.
    return this.#made === undefined ? this.#head : headOf(this.#made, this.#head);
  }

  get request(): Request {
    if (this.#replaced !== undefined) return this.#replaced;
    this.#made ??= this.#make();
    return this.#made;
  }

  set request(request: Request) {
    if (request !== this.#made) this.#replaced = request;
  }

  #make(): Request {
    const { request } = this.#exchange;
    const gone = new AbortController();
    this.#exchange.onGone(() => gone.abort());
    const headers: Record<string, unknown> = { ...request.headers, host: this.#host };
    // Those with a colon are of HTTP/2 (RFC 9113 §8.3), and no fields.
    if (":method" in headers) for (const name in headers) if (name.startsWith(":")) delete headers[name];
    const init = {
      method: request.method!,
      headers: headers as Record<string, string>,
      body: requestBody(request, this.#exchange),
      signal: gone.signal,
      duplex: "half",
    };
    const made = new Request(`${this.#origin.protocol}://${this.#host}${this.#target}`, init);
    if (this.#sentHost === undefined) made.headers.delete("host");
    else if (this.#sentHost !== made.headers.get("host")) made.headers.set("host", this.#sentHost);
    return made;
  }
}

class Head implements RequestHead {
  readonly method: string;
  readonly scheme: string;
  readonly authority: string;
  readonly target: string;
  readonly #message: IncomingMessage;
  readonly #sentHost: string | undefined;
  #fields: FieldList | undefined;

  constructor(
    message: IncomingMessage,
    scheme: string,
    authority: string,
    target: string,
    sentHost: string | undefined,
  ) {
    this.method = message.method ?? "";
    this.scheme = scheme;
    this.authority = authority;
    this.target = target;
    this.#message = message;
    this.#sentHost = sentHost;
  }

  get fields(): FieldList {
    if (this.#fields !== undefined) return this.#fields;
    // Only now: Bun makes them when they are first read.
    const raw = this.#message.rawHeaders;
    const fields: [string, string][] = [];
    for (let index = 0; index < raw.length; index += 2) {
      const name = raw[index]!.toLowerCase();
      // An absolute request target counts more than the field (RFC 9112 §3.2.2).
      if (name !== "host") fields.push([name, raw[index + 1]!]);
    }
    if (this.#sentHost !== undefined) fields.push(["host", this.#sentHost]);
    this.#fields = fields;
    return fields;
  }
}
