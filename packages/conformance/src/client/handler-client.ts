import type { AdapterRequestContext, HattipHandler } from "@hattip/core";
import { type Field, fieldValues } from "../http1/head.ts";
import { createBodyCollector } from "./body-collector.ts";
import type { ClientRequest, ClientResult, ClientScript, Transfer } from "./client-result.ts";

const HOST = "conformance.example";

/**
 * Asks a HatTip handler directly, without sockets, as an adapter would: it hands the client's address and the signal of
 * its departure over as `context.platform.client`. A body stream that fails counts as cut. It never throws.
 */
export async function exchangeWithHandler(
  handler: HattipHandler<unknown>,
  request: ClientRequest,
  script: ClientScript = {},
  options: { readonly trustProxy?: boolean } = {},
): Promise<ClientResult> {
  const startedAt = performance.now();
  const body = createBodyCollector();
  const departure = new AbortController();
  let response: Response | undefined;
  let reader: ReadableStreamDefaultReader<Uint8Array> | undefined;

  const result = await new Promise<{ transfer: Transfer; detail: string }>((resolve) => {
    const deadline = setTimeout(() => settle("hang", "nothing more came"), script.deadlineMs ?? 20_000);
    function settle(transfer: Transfer, detail: string): void {
      clearTimeout(deadline);
      resolve({ transfer, detail });
    }
    void script.leaveWhen?.then(() => settle("left", "left before the answer was whole"));
    void read().then(
      ({ transfer, detail }) => settle(transfer, detail),
      (error: unknown) =>
        settle(response ? "cut" : "no-head", `${response ? "the body" : "the handler"} failed: ${error}`),
    );
  });
  if (result.transfer === "left" || result.transfer === "hang") {
    departure.abort();
    await reader?.cancel().catch(() => {});
  }

  async function read(): Promise<{ transfer: Transfer; detail: string }> {
    response = await handler(contextOf(request, departure.signal, options.trustProxy ?? false));
    if (departure.signal.aborted || request.method === "HEAD") await response.body?.cancel();
    else reader = response.body?.getReader();
    for (let paused = false; reader; ) {
      const { done, value } = await reader.read();
      if (done) break;
      body.add(value);
      if (body.bodyBytes >= (script.leaveAfterBytes ?? Number.POSITIVE_INFINITY)) {
        return { transfer: "left", detail: `left after ${body.bodyBytes} bytes of the body` };
      }
      if (!paused && body.bodyBytes >= (script.pauseAfterBytes ?? Number.POSITIVE_INFINITY)) {
        paused = true;
        await script.resumeWhen?.();
        if (script.leaveAfterPause) return { transfer: "left", detail: "left after a pause" };
      }
    }
    return { transfer: "complete", detail: "the body ended" };
  }

  const fields: Field[] = response ? [...response.headers] : [];
  return {
    ...result,
    ...(response && { status: response.status, reason: response.statusText }),
    fields,
    interim: [],
    ...body.finish(),
    trailers: [],
    extraBytes: 0,
    elapsedMs: performance.now() - startedAt,
  };
}

function contextOf(request: ClientRequest, signal: AbortSignal, trusted: boolean): AdapterRequestContext<unknown> {
  const headers = new Headers();
  for (const [name, value] of request.headers ?? []) headers.append(name, value);
  if (fieldValues(request.headers ?? [], "host").length === 0) headers.set("host", HOST);
  if (request.body && request.bodyFraming !== "chunked") headers.set("content-length", String(request.body.length));
  return {
    request: new Request(`http://${HOST}${request.target}`, {
      method: request.method ?? "GET",
      headers,
      ...(request.body && { body: request.body as Uint8Array<ArrayBuffer> }),
      signal,
    }),
    ip: "127.0.0.1",
    platform: { name: "conformance", client: { address: "127.0.0.1", protocol: "http", signal, trusted } },
    env: () => undefined,
    passThrough: () => {},
    waitUntil: () => {},
  };
}
