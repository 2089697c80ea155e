import type { IncomingMessage, ServerResponse } from "node:http";
import process from "node:process";
import type { TLSSocket } from "node:tls";
import type { HattipHandler } from "@hattip/core";
import type { ClientContext } from "@understudy/core";
import { isClientGone, takePushed } from "@understudy/core/adapter";
import { clientOrigin } from "../client/client-origin.ts";
import { createProxyTrust } from "../client/proxy-trust.ts";
import { SecondaryTransport } from "../client/secondary-transport.ts";
import { createErrorReporter } from "../error-reporter.ts";
import { assertResponse } from "../head/assert-response.ts";
import { internalServerError, refuse } from "../head/plain-answers.ts";
import { parseRequestTarget } from "../head/request-target.ts";
import type { ResolvedMiddlewareOptions } from "../options.ts";
import { Client } from "./client.ts";
import { ClientExchange } from "./client-exchange.ts";
import { ConnectionShares } from "./connection-share.ts";
import type { HttpRuntime } from "./http-runtime.ts";
import { LazyRequest } from "./lazy-request.ts";
import { RequestContext } from "./request-context.ts";
import { hostOf } from "./request-host.ts";
import { sendPushed } from "./send-pushed.ts";
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

type Next = (error?: unknown) => void;

/**
 * Makes a listener for `node:http`, or a middleware for Express and Connect, of a HatTip handler.
 *
 * As a middleware it calls `next()` when the handler calls `passThrough()`, and `next(error)` when it throws. It reads
 * `request.url`, which a mounted middleware sees without the path that it is mounted on. Where no `next` is given, a
 * handler that throws is answered with a plain 500 and reported to `onError`.
 *
 * @param urlOf the request target @default `request.url`
 * @param secondary sends what is redirected @default one of its own
 * @throws {OptionError} for a `trustProxy` that cannot be compiled
 */
export function createHttpMiddleware<Name extends string>(
  handler: HattipHandler<HttpPlatform<Name>>,
  settings: ResolvedMiddlewareOptions,
  runtime: Pick<HttpRuntime<Name>, "name" | "flushHead">,
  urlOf: (request: IncomingMessage) => string = (request) => request.url ?? "",
  secondary: SecondaryTransport = new SecondaryTransport(settings),
): HttpMiddleware {
  const trust = createProxyTrust(settings.trustProxy);
  const report = createErrorReporter(settings.onError);
  const shares = new ConnectionShares(settings.maxPipelinedRequests);

  return (request, response, next) => {
    const target = parseRequestTarget(request.method ?? "", urlOf(request));
    if (target.kind === "invalid") return refuse(response, target.status, target.reason);
    if (target.kind === "server") return next ? next() : refuse(response, 204);
    const host = target.authority ?? hostOf(request);
    if (host === undefined) return refuse(response, 400, "the Host field is not valid");

    shares.enter(request.socket, () => begin(request, response, next, target, host));
  };

  function begin(
    request: IncomingMessage,
    response: ServerResponse,
    next: Next | undefined,
    target: { readonly path: string; readonly authority?: string | undefined },
    host: string,
  ): void {
    const { socket, headers } = request;
    const peer = { address: socket.remoteAddress, encrypted: (socket as Partial<TLSSocket>).encrypted === true };
    const field = (name: string) => headers[name]?.toString();
    const origin = clientOrigin(peer, field, trust, settings.forwardedFields);
    const exchange = new ClientExchange(request, response, settings.sendTimeoutMs, runtime.flushHead);
    exchange.onSent(() => shares.leave(socket));
    const lazy = new LazyRequest(exchange, origin, host, target.path, target.authority ?? headers.host);
    const client = new Client(origin, exchange, lazy, report, secondary);
    void answer(exchange, lazy, client, next);
  }

  /** Never rejects. */
  async function answer(
    exchange: ClientExchange,
    lazy: LazyRequest,
    client: Client,
    next: Next | undefined,
  ): Promise<void> {
    const { request, response } = exchange;
    let passedThrough = false;
    const context = new RequestContext<HttpPlatform<Name>>(
      lazy,
      client.address ?? "",
      { name: runtime.name, request, response, client },
      () => {
        passedThrough = true;
      },
      (error) => report(error, request),
    );

    let answered: Response;
    try {
      answered = await handler(context);
      if (!(answered instanceof Response)) assertResponse(answered);
    } catch (error) {
      failed(error, exchange, client, next);
      return;
    }
    if (passedThrough && next !== undefined) {
      // What is thrown there is no error of the handler.
      process.nextTick(next);
      return;
    }
    // The handler wrote to `platform.response` itself.
    if (response.headersSent || response.writableEnded) return;
    try {
      await deliver(answered, exchange, client);
    } catch (error) {
      if (response.headersSent || response.destroyed) cut(error, exchange);
      else failed(error, exchange, client, next);
    }
  }

  async function deliver(answered: Response, exchange: ClientExchange, client: Client): Promise<void> {
    const pushed = takePushed(answered);
    if (pushed !== undefined) return sendPushed(pushed, exchange, (failure) => cut(failure, exchange));
    const recover = client.takeRecover();
    try {
      await sendResponse(answered, exchange, recover !== undefined);
    } catch (failure) {
      if (recover === undefined || exchange.gone || exchange.response.headersSent) throw failure;
      await deliver(await recover(failure), exchange, client);
    }
  }

  function cut(error: unknown, exchange: ClientExchange): void {
    exchange.cut(error);
    // A client that is gone is no error.
    if (!isClientGone(error)) report(error, exchange.request);
  }

  function failed(error: unknown, exchange: ClientExchange, client: Client, next: Next | undefined): void {
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
      client.passedOn();
      process.nextTick(next, error);
      return;
    }
    report(error, exchange.request);
    // Those of the response that could not be sent.
    for (const name of exchange.response.getHeaderNames()) exchange.response.removeHeader(name);
    void sendResponse(internalServerError(), exchange).catch((failure) => cut(failure, exchange));
  }
}
