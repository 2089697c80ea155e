import type { IncomingMessage } from "node:http";
import type { ClientExchange } from "./client-exchange.ts";

/** A request as frameworks leave it: some keep the bytes of a body that they have read. */
export interface MaybeReadRequest extends IncomingMessage {
  rawBody?: Uint8Array | string | null;
  body?: unknown;
}

/**
 * The body of a request, read from the connection only as fast as it is asked for. Null when the request has none.
 *
 * It can be read until the response has been sent; what is left then is dropped, so that the connection stays usable.
 * To cancel it drops the rest too: `node:http` itself would close the connection and the client could not be answered.
 */
export function requestBody(request: MaybeReadRequest, exchange: ClientExchange): BodyInit | null {
  const { headers, rawBody, body } = request;
  if (request.method === "GET" || request.method === "HEAD") return null;
  if (headers["transfer-encoding"] === undefined && Number(headers["content-length"] ?? 0) === 0) return null;
  if (rawBody !== undefined && rawBody !== null) return rawBody as BodyInit;
  // express.raw() and express.text()
  if (body instanceof Uint8Array || typeof body === "string") return body as BodyInit;
  return streamOf(request, exchange);
}

function streamOf(request: IncomingMessage, exchange: ClientExchange): ReadableStream<Uint8Array> {
  let controller: ReadableStreamDefaultController<Uint8Array>;
  let over = false;

  const onData = (chunk: Uint8Array) => {
    // First pause: the reader may ask for more while it is given this.
    request.pause();
    controller.enqueue(chunk);
  };
  const onEnd = () => {
    if (stop()) controller.close();
  };
  const fail = (reason: unknown) => {
    if (stop()) controller.error(reason);
  };
  const stop = () => {
    if (over) return false;
    over = true;
    request.off("data", onData).off("end", onEnd).off("error", fail);
    forgetGone();
    return true;
  };
  const forgetGone = exchange.onGone(fail);

  let listening = false;
  const listen = () => {
    listening = true;
    if (request.readableEnded || request.destroyed) {
      fail(new Error("the request's body was read before; put this middleware in front of what reads it"));
      return;
    }
    request.on("data", onData).on("end", onEnd).on("error", fail);
  };
  exchange.onSent(() => {
    fail(new Error("the response was sent before the request's body was read"));
    if (!request.destroyed) request.resume();
  });

  return new ReadableStream<Uint8Array>(
    {
      start(given) {
        controller = given;
      },
      pull() {
        if (!listening) listen();
        if (!over) request.resume();
      },
      cancel() {
        stop();
        request.resume();
      },
    },
    { highWaterMark: 0 },
  );
}
