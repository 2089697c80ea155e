import type { AdapterRequestContext, HattipHandler } from "@hattip/core";
import type { ClientContext } from "@understudy/core";
import { headOf, isClientGone, isOfUnknownLength, type SendOutcome } from "@understudy/core/adapter";
import { joined, readFirstPieces } from "../body/first-pieces.ts";
import { type ClientOrigin, clientOrigin } from "../client/client-origin.ts";
import { createProxyTrust } from "../client/proxy-trust.ts";
import { SecondaryTransport } from "../client/secondary-transport.ts";
import { createErrorReporter, type ErrorListener } from "../error-reporter.ts";
import { assertResponse } from "../head/assert-response.ts";
import { internalServerError, refusal } from "../head/plain-answers.ts";
import { responseHead } from "../head/response-head.ts";
import { type MiddlewareOptions, resolveMiddlewareOptions } from "../options.ts";
import { DroppableBody } from "./droppable-body.ts";
import { FetchExchange } from "./fetch-exchange.ts";
import { requestUrl } from "./request-url.ts";
import { responseBody } from "./response-body.ts";

/** Connection data that the server gives with a request. */
export interface NativePeer {
  /** The address of the connection's other end. */
  readonly address: string | undefined;
  /** The host where the client names none. */
  readonly localHost: string;
  readonly encrypted: boolean;
}

/** What a runtime's own server cannot do. */
export interface NativeLimits {
  /** Whether it never ends a 205, which then goes out as a 204: also one without content. @default false */
  readonly cannotEnd205?: boolean;
}

/** Answers a request in the context that HatTip's adapter has made for it. */
export type FetchAnswerer<P> = (context: AdapterRequestContext<P>, peer: NativePeer) => Promise<Response>;

/**
 * Runs a HatTip handler behind HatTip's adapter for a fetch-style server, and mends what that leaves open: the URL's
 * host, forwarded addresses, the signal of the client's departure, lengths, fields of a single connection,
 * broken bodies, errors.
 *
 * @throws {OptionError} for a bad option
 */
export function createFetchAnswerer<P extends object>(
  handler: HattipHandler<P & { readonly client: ClientContext }>,
  options: MiddlewareOptions,
  { cannotEnd205 = false }: NativeLimits = {},
): FetchAnswerer<P> {
  const settings = resolveMiddlewareOptions(options);
  const trust = createProxyTrust(settings.trustProxy);
  const report = createErrorReporter(settings.onError);
  const secondary = new SecondaryTransport(settings);

  return async (given, peer) => {
    const native = given.request;
    const target = requestUrl(native, peer.localHost);
    if (target.kind === "invalid") return refusal(target.status, target.reason);
    if (target.kind === "server") return new Response(null, { status: 204 });

    const field = (name: string) => native.headers.get(name) ?? undefined;
    const origin = clientOrigin(peer, field, trust, settings.forwardedFields);
    const exchange = new FetchExchange(native.signal);
    const url = `${origin.protocol}://${origin.host ?? target.host}${target.path}`;
    const context = given as unknown as AdapterRequestContext<P & { readonly client: ClientContext }>;
    const upload = hasBody(native) ? new DroppableBody(native.body, awaitsContinue(native)) : undefined;
    context.request = withUrl(native, url, upload?.stream ?? native.body, exchange.signal);
    context.ip = origin.address ?? "";
    const request = context.request;
    const head = headOf(request, {
      scheme: origin.protocol,
      authority: origin.host ?? target.host,
      target: target.path,
    });
    const requestHead = () => (context.request === request ? head : undefined);
    const client = { ...clientContext(exchange, origin, report, native), requestHead, transport: secondary.transport };
    context.platform = { ...given.platform, client };
    // A promise that is not awaited must not end the process when it fails.
    context.waitUntil = (promise) => void Promise.resolve(promise).catch((error) => report(error, native));

    try {
      const answered: unknown = await handler(context);
      assertResponse(answered);
      return await sendable(native, answered, exchange, upload);
    } catch (error) {
      // Work that ended because the client is gone did not fail.
      if (!(exchange.gone && isClientGone(error))) report(error, native);
      return await sendable(native, internalServerError(), exchange, upload);
    }
  };

  /**
   * The response as the runtime's server is to have it: bytes where the body is all there, so that it goes out with its length, and
   * a stream that is watched otherwise.
   *
   * @throws {RangeError} for a status, {TypeError} for a body that cannot be sent
   */
  async function sendable(
    request: Request,
    response: Response,
    exchange: FetchExchange,
    upload: DroppableBody | undefined,
  ): Promise<Response> {
    if (cannotEnd205 && response.status === 205) {
      exchange.replacedStatus = 204;
      return sendable(request, noContent(response), exchange, upload);
    }
    // Bun gives a text its type when it sends it, and only as long as its body has not been asked for.
    const untouched = response.headers.has("content-type") || response.bodyUsed ? undefined : response.clone();
    const discardUntouched = () => void untouched?.body?.cancel().catch(() => {});
    const { status, reason, fields, hasBody, bodyBytes: promised } = responseHead(request.method, response);
    const { body } = response;
    if (body?.locked) throw new TypeError("the response's body has another reader already");
    const head = { status, statusText: reason, headers: fields as [string, string][] };
    if (request.method === "HEAD" && body !== null && promised === undefined && !exchange.gone) {
      const reader = body.getReader();
      const { end, bytes } = await readFirstPieces(reader);
      void reader.cancel("this response has no body").catch(() => {});
      discardUntouched();
      exchange.complete();
      // Of no known length: Bun would say 0 of a response without a body.
      if (end !== "ended" || isOfUnknownLength(response))
        return new Response(new ReadableStream({ cancel() {} }), head);
      head.headers.push(["content-length", String(bytes)]);
      return new Response(null, head);
    }
    if (exchange.gone || !hasBody || body === null) {
      discardUntouched();
      void body?.cancel(exchange.gone ? exchange.signal.reason : "this response has no body").catch(() => {});
      const sent = new Response(null, head);
      if (hasBody && promised !== 0 && !exchange.gone) return sendable(request, brokenResponse(head), exchange, upload);
      await upload?.drop();
      exchange.complete();
      return sent;
    }
    const { sendTimeoutMs } = settings;
    const onBroken = (failure: unknown) => report(failure, request);
    const reader = body.getReader();
    const first = await readFirstPieces(reader);
    if (first.end === "ended" && !exchange.gone && (promised ?? first.bytes) === first.bytes) {
      await upload?.drop();
      exchange.took(first.bytes);
      exchange.complete();
      if (untouched !== undefined && fields.length === [...response.headers].length) return untouched;
      discardUntouched();
      return new Response(joined(first.pieces, first.bytes) as Uint8Array<ArrayBuffer>, head);
    }
    discardUntouched();
    const beforeEnd = upload && (() => upload.drop());
    return new Response(responseBody(reader, first, exchange, { promised, sendTimeoutMs, beforeEnd }, onBroken), head);
  }
}

/** The nearest thing to a 205. */
function noContent({ headers }: Response): Response {
  return new Response(null, { status: 204, headers });
}

/** A declared length without bytes: the connection must be cut. */
function brokenResponse(head: ResponseInit): Response {
  return new Response(emptyStream(), head);
}

function emptyStream(): ReadableStream<Uint8Array> {
  return new ReadableStream({ pull: (controller) => controller.close() });
}

function hasBody(request: Request): request is Request & { readonly body: ReadableStream<Uint8Array> } {
  return request.method !== "GET" && request.method !== "HEAD" && request.body !== null;
}

function awaitsContinue({ headers }: Request): boolean {
  return headers.get("expect")?.toLowerCase() === "100-continue";
}

/** The same request, with the handler's view of its URL and of the client's departure. */
function withUrl(request: Request, url: string, body: ReadableStream<Uint8Array> | null, signal: AbortSignal): Request {
  const { method, headers } = request;
  return new Request(url, {
    method,
    headers,
    signal,
    ...(method === "GET" || method === "HEAD" || body === null ? {} : { body, duplex: "half" }),
  });
}

function clientContext(
  exchange: FetchExchange,
  origin: ClientOrigin,
  report: ErrorListener,
  request: Request,
): ClientContext {
  const onSent = (callback: (outcome: SendOutcome) => void) =>
    exchange.onSent((outcome) => {
      try {
        callback(outcome);
      } catch (error) {
        report(error, request);
      }
    });
  return {
    ...(origin.address === undefined ? {} : { address: origin.address }),
    ...(origin.peerAddress === undefined ? {} : { peerAddress: origin.peerAddress }),
    protocol: origin.protocol,
    trusted: origin.trusted,
    signal: exchange.signal,
    onSent,
    // What answers when the handler fails.
    onAnsweredElsewhere: (callback) =>
      onSent((outcome) => callback({ status: 500, fields: internalServerError().headers, outcome })),
  };
}
