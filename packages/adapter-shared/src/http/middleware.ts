import type { IncomingMessage, ServerResponse } from "node:http";
import type { TLSSocket } from "node:tls";
import {
  createMiddleware as createHattipMiddleware,
  type DecoratedRequest,
  type NodePlatformInfo as HattipPlatformInfo,
} from "@hattip/adapter-node/native-fetch";
import type { AdapterRequestContext, HattipHandler } from "@hattip/core";
import { type ClientContext, isClientGone } from "@understudy/core";
import { type ClientOrigin, clientOrigin } from "../client/client-origin.ts";
import { createProxyTrust } from "../client/proxy-trust.ts";
import { createErrorReporter, type ErrorListener } from "../error-reporter.ts";
import { assertResponse } from "../head/assert-response.ts";
import { internalServerError } from "../head/internal-server-error.ts";
import { parseRequestTarget } from "../head/request-target.ts";
import { type MiddlewareOptions, resolveMiddlewareOptions } from "../options.ts";
import { Exchange } from "./exchange.ts";
import type { HttpRuntime } from "./http-runtime.ts";
import { refuse } from "./refuse.ts";
import { requestBody } from "./request-body.ts";
import { hostOf } from "./request-host.ts";
import { sendResponse } from "./send-response.ts";

/** `context.platform` of a handler that is served over `node:http`. */
export interface HttpPlatform<Name extends string> {
  /** The runtime's: `node`, `bun` or `deno`. */
  readonly name: Name;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** What is known of the client; core's `redirectOnError` reads it. */
  readonly client: ClientContext;
}

/** A listener for `node:http`, and a middleware for Express and Connect. */
export type HttpMiddleware = (
  request: IncomingMessage,
  response: ServerResponse,
  next?: (error?: unknown) => void,
) => void;

/** A request on its way through HatTip's adapter, and what that does not carry. */
interface Visit {
  readonly exchange: Exchange;
  readonly client: ClientContext;
  /** The `Host` field as the client sent it. */
  readonly sentHost: string | undefined;
  readonly next: ((error?: unknown) => void) | undefined;
}

/**
 * Makes a listener for `node:http`, or a middleware for Express and Connect, of a HatTip handler.
 *
 * As a middleware it calls `next()` when the handler calls `passThrough()`, and `next(error)` when it throws. It reads
 * `request.url`, which a mounted middleware sees without the path that it is mounted on. Where no `next` is given, a
 * handler that throws is answered with a plain 500 and reported to `onError`.
 *
 * @throws {OptionError} for a bad option
 */
export function createHttpMiddleware<Name extends string>(
  handler: HattipHandler<HttpPlatform<Name>>,
  options: MiddlewareOptions,
  runtime: Pick<HttpRuntime<Name>, "name">,
): HttpMiddleware {
  const settings = resolveMiddlewareOptions(options);
  const trust = createProxyTrust(settings.trustProxy);
  const report = createErrorReporter(settings.onError);
  const visits = new WeakMap<object, Visit>();

  // Given explicitly, as HatTip would read the environment variables ORIGIN and TRUST_PROXY otherwise.
  const dispatch = createHattipMiddleware(answer, { origin: "", trustProxy: false, alwaysCallNext: false });

  return (request, response, next) => {
    const target = parseRequestTarget(request.method ?? "", request.url ?? "");
    if (target.kind === "invalid") return refuse(response, target.status, target.reason);
    if (target.kind === "server") return next ? next() : refuse(response, 204);
    const host = target.authority ?? hostOf(request);
    if (host === undefined) return refuse(response, 400, "the Host field is not valid");

    const { socket, headers } = request;
    const peer = { address: socket.remoteAddress, encrypted: (socket as Partial<TLSSocket>).encrypted === true };
    const field = (name: string) => headers[name]?.toString();
    const origin = clientOrigin(peer, field, trust, settings.forwardedFields);
    const exchange = new Exchange(request, response, settings.sendTimeoutMs);
    const view = {
      method: request.method,
      url: target.path,
      protocol: origin.protocol,
      ip: origin.address ?? "",
      headers: { ...headers, host: origin.host ?? host },
      rawBody: requestBody(request, exchange),
      // HatTip aborts `request.signal` on this event, which for node also comes when the body was read.
      once: (_close: "close", listener: () => void) => exchange.onGone(listener),
    };
    visits.set(view, {
      exchange,
      client: clientContext(exchange, origin, report),
      sentHost: target.authority ?? headers.host,
      next,
    });
    // The second is asked one thing: whether the end was written, which does not mean that it was sent.
    const pending = { writableEnded: false };
    dispatch(view as unknown as DecoratedRequest, pending as unknown as ServerResponse, (error) => {
      // `answer` does not throw: this is a request of which `new Request` can be made.
      if (error !== undefined) failed(error, exchange, next);
    });
  };

  async function answer(given: AdapterRequestContext<HattipPlatformInfo>): Promise<Response> {
    const visit = visits.get(given.platform.request)!;
    const { exchange, client, sentHost, next } = visit;
    const { request, response } = exchange;
    // HatTip leaves the answer to us from here on.
    given.passThrough();

    let passedThrough = false;
    const context = given as unknown as AdapterRequestContext<HttpPlatform<Name>>;
    context.platform = { name: runtime.name, request, response, client };
    context.passThrough = () => {
      passedThrough = true;
    };
    // A promise that nobody waits for must not end the process when it fails.
    context.waitUntil = (promise) => void Promise.resolve(promise).catch((error) => report(error, context.request));
    if (sentHost === undefined) context.request.headers.delete("host");
    else if (sentHost !== context.request.headers.get("host")) context.request.headers.set("host", sentHost);

    let answered: Response;
    try {
      answered = await handler(context);
      assertResponse(answered);
    } catch (error) {
      failed(error, exchange, next);
      return HANDLED;
    }
    if (passedThrough && next !== undefined) {
      // Not from inside HatTip's adapter, which would take what is thrown there for an error of the handler.
      process.nextTick(next);
      return HANDLED;
    }
    // The handler wrote to `platform.response` itself.
    if (response.headersSent || response.writableEnded) return HANDLED;
    try {
      await sendResponse(answered, exchange);
    } catch (error) {
      if (response.headersSent || response.destroyed) cut(error, exchange);
      else failed(error, exchange, next);
    }
    return HANDLED;
  }

  function cut(error: unknown, exchange: Exchange): void {
    exchange.cut(error);
    report(error, exchange.request);
  }

  function failed(error: unknown, exchange: Exchange, next: Visit["next"]): void {
    if (exchange.gone) {
      // Work that ended because the client is gone did not fail.
      if (!isClientGone(error)) report(error, exchange.request);
      return;
    }
    if (exchange.response.headersSent) {
      cut(error, exchange);
      return;
    }
    if (next !== undefined) {
      process.nextTick(next, error);
      return;
    }
    report(error, exchange.request);
    // Those of the response that could not be sent.
    for (const name of exchange.response.getHeaderNames()) exchange.response.removeHeader(name);
    void sendResponse(internalServerError(), exchange).catch((failure) => cut(failure, exchange));
  }
}

const HANDLED = new Response(null);

function clientContext(exchange: Exchange, origin: ClientOrigin, report: ErrorListener): ClientContext {
  return {
    ...(origin.address === undefined ? {} : { address: origin.address }),
    ...(origin.peerAddress === undefined ? {} : { peerAddress: origin.peerAddress }),
    protocol: origin.protocol,
    trusted: origin.trusted,
    // Made when it is asked for: most requests never need it.
    get signal() {
      return exchange.signal;
    },
    onSent(callback) {
      exchange.onSent((outcome) => {
        // It is called from an event of the connection: what it throws would end the process.
        try {
          callback(outcome);
        } catch (error) {
          report(error, exchange.request);
        }
      });
    },
  };
}
