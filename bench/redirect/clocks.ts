/**
 * Shows how close to their configured value core's two clocks fire, through the real stack: `redirectOnError`, the HTTP
 * transport and loopback sockets. Exit code 1 when one is more than 50 ms off. Wants an otherwise idle machine.
 *
 *   node -C @understudy/source --import tsx bench/redirect/clocks.ts [runs]
 */
import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { cpus } from "node:os";
import type { AdapterRequestContext } from "@hattip/core";
import { type RedirectOnErrorOptions, redirectOnError, SourceError } from "@understudy/core";
import { createHttpTransport } from "@understudy/http-transport";
import { openBlackHole } from "../../packages/conformance/src/secondary/black-hole.ts";

const TOLERANCE_MS = 50;
const runs = Number(process.argv[2] ?? 5);

interface Row {
  readonly clock: string;
  readonly configuredMs: number;
  readonly measure: () => Promise<number>;
}

const transport = createHttpTransport();
const sockets: Socket[] = [];

/** A secondary that takes the request, writes what it is told and then says nothing more. */
const stalling = createServer((socket) => {
  sockets.push(socket);
  socket.on("error", () => {});
  socket.on("data", (request) => {
    if (request.includes("GET /stall")) socket.write("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nabc");
  });
}).listen(0, "127.0.0.1");
await once(stalling, "listening");
const stallingUrl = `http://127.0.0.1:${(stalling.address() as AddressInfo).port}`;
const blackHole = await openBlackHole();

function ask(path: string, options: RedirectOnErrorOptions): Promise<Response> {
  const handler = redirectOnError(
    () => {
      throw new SourceError("image-not-on-disk");
    },
    { ...options, transport },
  );
  const request = new Request(`http://primary.test${path}`);
  const context: Partial<AdapterRequestContext> = { request, platform: { client: {} }, ip: "127.0.0.1" };
  return Promise.resolve(handler(context as AdapterRequestContext)) as Promise<Response>;
}

async function timeToTextError(options: RedirectOnErrorOptions): Promise<number> {
  const start = performance.now();
  const response = await ask("/is/image/a", options);
  const tookMs = performance.now() - start;
  if (response.status !== 504) throw new Error(`the status is ${response.status}; expected 504`);
  await response.text();
  return tookMs;
}

async function timeToBrokenBody(options: RedirectOnErrorOptions): Promise<number> {
  const response = await ask("/stall", options);
  const reader = response.body!.getReader();
  const { value } = await reader.read();
  if (value?.byteLength !== 3) throw new Error("the first piece did not arrive");
  const start = performance.now();
  try {
    await reader.read();
  } catch {
    return performance.now() - start;
  }
  throw new Error("the body went on");
}

const rows: Row[] = [
  ...[200, 1_000].map((ms) => ({
    clock: "connect timeout, black hole",
    configuredMs: ms,
    measure: () => timeToTextError({ rootUrl: blackHole.url, connectTimeoutMs: ms, socketTimeoutMs: 30_000 }),
  })),
  ...[300, 1_000].map((ms) => ({
    clock: "socket timeout, silent server",
    configuredMs: ms,
    measure: () => timeToTextError({ rootUrl: stallingUrl, connectTimeoutMs: 30_000, socketTimeoutMs: ms }),
  })),
  ...[300, 1_000].map((ms) => ({
    clock: "socket timeout, stalled body",
    configuredMs: ms,
    measure: () => timeToBrokenBody({ rootUrl: stallingUrl, connectTimeoutMs: 30_000, socketTimeoutMs: ms }),
  })),
];

const runtime = "Bun" in globalThis ? "Bun" : "Deno" in globalThis ? "Deno" : "Node";
const { bun, deno, node } = process.versions as Record<string, string | undefined>;
console.log(
  `${runtime} ${bun ?? deno ?? node}, ${cpus().length} x ${cpus()[0]?.model}, ${runs} runs each after one warm-up`,
);

let worstMs = 0;
const table = [];
for (const { clock, configuredMs, measure } of rows) {
  await measure();
  const firedMs: number[] = [];
  for (let run = 0; run < runs; run++) firedMs.push(await measure());
  firedMs.sort((a, b) => a - b);
  worstMs = Math.max(worstMs, ...firedMs.map((ms) => Math.abs(ms - configuredMs)));
  const show = (ms: number) => Number(ms.toFixed(1));
  table.push({
    clock,
    "configured ms": configuredMs,
    "min ms": show(firedMs[0]!),
    "median ms": show(firedMs[Math.floor(runs / 2)]!),
    "max ms": show(firedMs.at(-1)!),
  });
}
console.table(table);
console.log(`furthest off: ${worstMs.toFixed(1)} ms; allowed: ${TOLERANCE_MS} ms`);

for (const socket of sockets) socket.destroy();
stalling.close();
await transport.close();
await blackHole.close();
process.exitCode = worstMs > TOLERANCE_MS ? 1 : 0;
