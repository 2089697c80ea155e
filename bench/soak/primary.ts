/**
 * The primary of the soak: it has lost every source. Beside the requests of the soak it answers `/log` with what its
 * access log has got since the last time, `id status bytes complete failure lateness` a line, and `/heap` with the bytes of its heap that
 * are in use after a garbage collection.
 */
import process from "node:process";
import { setTimeout as delay } from "node:timers/promises";
import type { HattipHandler } from "@hattip/core";
import { redirectOnError, serve } from "@understudy/adapter-node";
import { type AccessRecord, SourceError } from "@understudy/core";
import { origin, port } from "../harness/servers/entry.ts";
import { watchStalls } from "./stall.ts";

let lines: string[] = [];
const timeoutMs = Number(process.env.SOCKET_TIMEOUT_MS);
const latestMs = watchStalls(2 * timeoutMs);

function record({ target, status, bodyBytes, complete, redirect }: AccessRecord): void {
  const failure = redirect?.forwardError ?? "-";
  const lateMs = failure.endsWith("-timeout") ? latestMs() : 0;
  lines.push(`${target.slice("/soak/".length)} ${status} ${bodyBytes} ${complete} ${failure} ${lateMs.toFixed(0)}`);
}

function lostImage(): never {
  throw new SourceError("image-not-on-disk");
}

const redirect = redirectOnError(lostImage, {
  rootUrl: origin.origin,
  socketTimeoutMs: timeoutMs,
  connectTimeoutMs: timeoutMs,
  onRecord: record,
});

const { gc, Bun } = globalThis as { gc?: () => void; Bun?: { gc(wait: boolean): void } };

async function heapBytes(): Promise<number> {
  // Finalizers of what was collected may let go of more.
  for (let round = 0; round < 4; round++) {
    if (Bun === undefined) gc!();
    else Bun.gc(true);
    await delay(50);
  }
  return process.memoryUsage().heapUsed;
}

const handler: HattipHandler = async (context) => {
  const { url } = context.request;
  if (url.endsWith("/heap")) return new Response(String(await heapBytes()));
  if (!url.endsWith("/log")) return redirect(context as Parameters<typeof redirect>[0]);
  const text = lines.join("\n");
  lines = [];
  return new Response(text);
};

const server = await serve(handler, { port, host: "127.0.0.1", onError() {} });
console.log(`listening on ${server.url}`);
