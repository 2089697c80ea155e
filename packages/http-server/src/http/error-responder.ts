import type { IncomingMessage, ServerResponse } from "node:http";
import type { TLSSocket } from "node:tls";
import { createErrorRedirect, type ErrorRedirectOptions, type ErrorRedirectResult } from "@understudy/core";
import { checkOptionNames, ERROR_REDIRECT_OPTION_NAMES, pickOptions } from "@understudy/core/adapter";
import { clientOrigin } from "../client/client-origin.ts";
import { createProxyTrust } from "../client/proxy-trust.ts";
import { SecondaryTransport } from "../client/secondary-transport.ts";
import { parseRequestTarget } from "../head/request-target.ts";
import { MIDDLEWARE_OPTION_NAMES, type MiddlewareOptions, resolveMiddlewareOptions } from "../options.ts";
import { arrivalOf, watchArrivals } from "./arrivals.ts";
import { ClientExchange } from "./client-exchange.ts";
import { ERROR_HANDLER_OPTION_NAMES, type ErrorHandlerOptions, urlAsAsked } from "./error-handler.ts";
import type { HttpRuntime } from "./http-runtime.ts";
import { LazyRequest } from "./lazy-request.ts";
import { hostOf } from "./request-host.ts";

/**
 * Asks what becomes of a failure, for a framework on `node:http` that sends the response itself.
 *
 * @param body the request's, where the framework has read it already
 * @returns `local`, or a response to be sent; it does not reject
 */
export type HttpErrorResponder = (
  failure: unknown,
  request: IncomingMessage,
  response: ServerResponse,
  body?: Uint8Array,
) => Promise<ErrorRedirectResult>;

/**
 * Makes an error responder: source errors are sent to the secondary, whose answer is returned. Its reason phrase is set on the response.
 *
 * @throws {OptionError} for a bad option
 */
export function createHttpErrorResponder(
  options: ErrorHandlerOptions,
  runtime: Pick<HttpRuntime, "flushHead">,
): HttpErrorResponder {
  checkOptionNames(options, ERROR_HANDLER_OPTION_NAMES);
  const settings = resolveMiddlewareOptions(pickOptions<MiddlewareOptions>(options, MIDDLEWARE_OPTION_NAMES));
  const redirect = createErrorRedirect(pickOptions<ErrorRedirectOptions>(options, ERROR_REDIRECT_OPTION_NAMES));
  if (options.onRecord !== undefined) watchArrivals();
  const trust = createProxyTrust(settings.trustProxy);
  const secondary = new SecondaryTransport(settings);

  return async (failure, request, response, body) => {
    const target = parseRequestTarget(request.method ?? "", urlAsAsked(request));
    const host = target.kind === "resource" ? (target.authority ?? hostOf(request)) : undefined;
    // A target or a host that no secondary could be asked for.
    if (target.kind !== "resource" || host === undefined) return { kind: "local", reason: "X04-target" };
    const { socket, headers } = request;
    const peer = { address: socket.remoteAddress, encrypted: (socket as Partial<TLSSocket>).encrypted === true };
    const field = (name: string) => headers[name]?.toString();
    const origin = clientOrigin(peer, field, trust, settings.forwardedFields);
    const exchange = new ClientExchange(request, response, settings.sendTimeoutMs, runtime.flushHead);
    const asked = new LazyRequest(exchange, origin, host, target.path, target.authority ?? headers.host);
    const head = asked.head;
    const { address, peerAddress, protocol, trusted } = origin;
    const { transport } = secondary;
    const { localPort } = socket;
    const arrivedAtMs = arrivalOf(request);
    const peerOf = { connection: socket, address, peerAddress, protocol, trusted, localPort, arrivedAtMs };
    const client = { ...peerOf, transport, gone: exchange, body, requestHead: () => head };
    const result = await redirect(failure, asked.request, client);
    if (result.kind !== "local") response.statusMessage = result.response.statusText;
    return result;
  };
}
