import type { FieldList, TransportResponse } from "@understudy/core/adapter";
import { onTestFinished } from "vitest";
import { createHttpTransport, type HttpTransport, type HttpTransportOptions } from "../src/index.ts";

/** What may be said about a request beside its URL. */
export interface Ask {
  method?: string;
  headers?: FieldList;
  body?: Uint8Array;
  signal?: AbortSignal;
}

/** How often the transport reported something about a request. */
export interface Reports {
  connected: number;
  interim: number;
}

/** A transport that is closed with the test. */
export function startTransport(options?: HttpTransportOptions): HttpTransport {
  const transport = createHttpTransport(options);
  onTestFinished(() => transport.close());
  return transport;
}

/** Sends a request and counts what is reported on the way. */
export function ask(
  transport: HttpTransport,
  url: string,
  { method = "GET", headers, body, signal = new AbortController().signal }: Ask = {},
): { reports: Reports; answer: Promise<TransportResponse> } {
  const reports = { connected: 0, interim: 0 };
  const [, origin = "", target = ""] = /^(\w+:\/\/[^/]*)(.*)$/s.exec(url) ?? [];
  const answer = transport(
    { method, origin, target: target || "/", fields: headers ?? [["host", new URL(url).host]], body: body ?? null },
    { signal, onConnected: () => void reports.connected++, onInterim: () => void reports.interim++ },
  );
  return { reports, answer };
}

/** The whole body, or "" for none. */
export async function readText(response: TransportResponse): Promise<string> {
  return response.body ? await new Response(response.body).text() : "";
}
