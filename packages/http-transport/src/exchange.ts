import { type Agent, type ClientRequest, request as httpRequest, type IncomingMessage } from "node:http";
import { request as httpsRequest, type RequestOptions } from "node:https";
import { isIP, type Socket } from "node:net";
import { ForwardError, type TransportOptions, type TransportRequest, type TransportResponse } from "@understudy/core";
import { type BodyStream, createBodyStream } from "./body-stream.ts";
import { toForwardError } from "./network-error.ts";
import type { ResolvedOptions } from "./options.ts";
import { requestFields } from "./request-fields.ts";
import type { RequestTarget } from "./request-target.ts";

/** One request as it is to be sent, once. */
export interface ExchangePlan {
  readonly request: TransportRequest;
  readonly target: RequestTarget;
  readonly agent: Agent;
  readonly settings: ResolvedOptions;
  /** Called when the connection is in nobody's use any more. */
  readonly onReleased: () => void;
}

/** What came of it. An exchange that fails in any other way rejects. */
export type ExchangeOutcome =
  | { readonly kind: "answer"; readonly response: TransportResponse }
  /** A reused connection had been closed: not one byte of an answer came. */
  | { readonly kind: "stale"; readonly error: ForwardError };

/** Sends one request on one connection and waits for the head of the final answer. */
export function exchange(
  plan: ExchangePlan,
  { signal, onConnected, onInterim }: TransportOptions,
): Promise<ExchangeOutcome> {
  const { request, target } = plan;
  const what = `${request.method} ${target.origin}`;
  return new Promise((resolve, reject) => {
    let waiting = true;
    let body: BodyStream | undefined;
    let reused: { socket: Socket; bytesRead: number } | undefined;
    let release = plan.onReleased;

    // It may have been aborted since the caller looked: no event would come any more.
    signal.throwIfAborted();
    const sent = open(plan);
    // All fields: their size is limited, and a runtime's own limit on their number drops the others without a word.
    sent.maxHeadersCount = 0;
    signal.addEventListener("abort", abort);

    function finish(): void {
      waiting = false;
      signal.removeEventListener("abort", abort);
    }
    function drop(): void {
      finish();
      sent.destroy();
      release();
    }
    function fail(error: unknown): void {
      if (!waiting) return;
      drop();
      reject(error);
    }
    function abort(): void {
      if (waiting) {
        fail(signal.reason);
      } else {
        drop();
        body?.abort(signal.reason);
      }
    }
    /** The connection was reset: whose fault that was depends on whether it was a used one that said nothing more. */
    function reset(error: ForwardError): void {
      if (reused && reused.socket.bytesRead === reused.bytesRead) {
        // The place in the line stays taken, for the second try.
        release = () => {};
        drop();
        resolve({ kind: "stale", error });
      } else {
        fail(error);
      }
    }
    function malformed(text: string): void {
      fail(new ForwardError("response-malformed", { message: `${what}: ${text}` }));
    }
    function report(): void {
      if (waiting) onConnected();
    }

    sent.on("socket", (socket: Socket) => {
      // Deno tries again by itself, whatever the method, when a reused connection was reset. Whether that is safe is
      // decided in one place, and not there.
      if (reused) {
        reset(new ForwardError("connection-reset", { message: `${what}: the reused connection was reset` }));
      } else if (sent.reusedSocket) {
        reused = { socket, bytesRead: socket.bytesRead };
        report();
      } else {
        socket.once(target.secure ? "secureConnect" : "connect", report);
      }
    });
    sent.on("information", ({ statusCode }) => {
      if (statusCode === 101) malformed("the server switched protocols unasked");
      else if (waiting) onInterim();
    });
    sent.on("upgrade", (_message, socket) => {
      socket.destroy();
      malformed("the server switched protocols unasked");
    });
    // The listener stays to the end: an error after the end of the story must not become an uncaught one.
    sent.on("error", (error) => {
      if (!waiting) return body?.broken(error);
      const known = toForwardError(error, what);
      if (known.code === "connection-reset") reset(known);
      else fail(known);
    });
    sent.on("close", () => {
      fail(new ForwardError("connection-reset", { message: `${what}: the connection was closed before an answer` }));
      // The agent takes the socket back right after this event; whoever waits for it should find it there.
      queueMicrotask(() => release());
    });
    sent.on("response", (message) => {
      message.on("error", () => {});
      const status = message.statusCode ?? 0;
      if (!waiting) return;
      if (status < 200 || status > 599) return malformed(`the status is ${status}; allowed are 200 to 599`);
      waiting = false;
      // A server may answer without taking the request's body. Then the connection never becomes free by itself.
      message.on("end", () => {
        if (!sent.writableFinished) drop();
      });
      if (hasNoBody(request.method, status)) {
        message.resume();
        finish();
      } else {
        body = createBodyStream(message, {
          onComplete: finish,
          onCancel: drop,
          onBroken(cause) {
            drop();
            const text = `${what}: the response body broke off`;
            return new ForwardError("response-incomplete", { message: text, ...(cause !== undefined && { cause }) });
          },
        });
      }
      resolve({ kind: "answer", response: toResponse(message, body?.stream ?? null) });
    });
    sent.end(request.body ?? undefined);
  });
}

function open({ request, target, agent, settings }: ExchangePlan): ClientRequest {
  const options: RequestOptions = {
    agent,
    host: target.host,
    port: target.port,
    method: request.method,
    path: target.path,
    headers: requestFields(request),
    maxHeaderSize: settings.maxResponseHeaderBytes,
    insecureHTTPParser: false,
    ...(settings.lookup && { lookup: settings.lookup }),
  };
  if (!target.secure) return httpRequest(options);
  // Node would take the name from the host field, which need not be the name of the server that we connect to.
  options.servername = settings.tls.servername ?? (isIP(target.host) ? "" : target.host);
  return httpsRequest(options);
}

/** RFC 9112 §6.3, points 1 */
function hasNoBody(method: string, status: number): boolean {
  return method === "HEAD" || status === 204 || status === 304;
}

function toResponse(message: IncomingMessage, body: ReadableStream<Uint8Array> | null): TransportResponse {
  const { rawHeaders } = message;
  const headers: [string, string][] = [];
  for (let i = 0; i < rawHeaders.length; i += 2) headers.push([rawHeaders[i]!, rawHeaders[i + 1]!]);
  return { status: message.statusCode!, statusText: message.statusMessage ?? "", headers, body };
}
