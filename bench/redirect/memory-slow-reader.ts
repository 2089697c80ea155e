/**
 * One forwarded response of 16 MB to a client that reads 1 MB a second: the resident memory of the primary's process
 * may grow by less than 8 MB. Prints the curve; exit code 1 on a miss.
 *
 *   node -C @understudy/source --import tsx bench/redirect/memory-slow-reader.ts [bytes a second] [contender]
 */
import { setTimeout as delay } from "node:timers/promises";
import { checkAnswer } from "../harness/load/check-answer.ts";
import { startSlowReaders } from "../harness/load/start-slow-readers.ts";
import { bodyOf, SIZES, targetOf } from "../harness/origin/answers.ts";
import { startOrigin } from "../harness/servers/entry-command.ts";
import { usageOf } from "../harness/servers/proc-stat.ts";
import { spawnServer } from "../harness/servers/spawn-server.ts";
import { CONTENDERS, commandOf } from "./contenders/contenders.ts";

const LIMIT_BYTES = 8_000_000;
const WARM_UP_REQUESTS = 200;
const SAMPLE_MS = 100;
const bytesPerSecond = Number(process.argv[2] ?? 1_000_000);
if (!(bytesPerSecond >= 10_000))
  throw new Error(`bytes a second is ${process.argv[2]}; allowed are numbers from 10000 on`);
const contender = CONTENDERS.find(({ id }) => id === (process.argv[3] ?? "understudy-node"));
if (contender === undefined) {
  throw new Error(`contender is ${process.argv[3]}; allowed are ${CONTENDERS.map(({ id }) => id).join(", ")}`);
}
const expectedMs = (SIZES["16m"] / bytesPerSecond) * 1000;

const origin = await startOrigin();
const primary = await spawnServer(await commandOf(contender, origin.url));
try {
  // What any first requests make the process allocate is not this response's.
  const body = bodyOf("20k");
  for (let request = 0; request < WARM_UP_REQUESTS; request++) {
    await checkAnswer({ url: primary.url + targetOf("20k"), body, keepAlive: false });
  }
  await delay(500);
  const before = usageOf(primary.pid).residentBytes;
  const reader = await startSlowReaders({
    url: primary.url + targetOf("16m"),
    readers: 1,
    bytesPerSecond,
    close: true,
  });
  try {
    await reader.opened;
    process.exitCode = judge(before, await sample(before, reader.ended));
  } finally {
    await reader.stop();
  }
} finally {
  await primary.stop();
  await origin.stop();
}

interface Curve {
  readonly peakBytes: number;
  /** What the reader had received at the end, head included. */
  readonly received: number;
  readonly tookMs: number;
}

async function sample(before: number, ended: Promise<number>): Promise<Curve> {
  const startedMs = performance.now();
  const deadlineMs = startedMs + 2 * expectedMs + 10_000;
  let received: number | undefined;
  let peakBytes = before;
  let nextPrintMs = 0;
  void ended.then((bytes) => {
    received = bytes;
  });
  while (received === undefined) {
    const nowMs = performance.now();
    if (nowMs > deadlineMs) throw new Error("the reader has not come to the end of the response in time");
    const { residentBytes } = usageOf(primary.pid);
    peakBytes = Math.max(peakBytes, residentBytes);
    if (nowMs - startedMs >= nextPrintMs) {
      const grown = Math.max(0, residentBytes - before);
      console.log(
        `${(nextPrintMs / 1000).toFixed(1).padStart(5)} s  ${megabytes(grown).padStart(9)}  ${"#".repeat(grown / 250_000)}`,
      );
      nextPrintMs += expectedMs / 16;
    }
    await delay(SAMPLE_MS);
  }
  return { peakBytes, received, tookMs: performance.now() - startedMs };
}

function judge(before: number, { peakBytes, received, tookMs }: Curve): 0 | 1 {
  const grown = peakBytes - before;
  const passed = grown < LIMIT_BYTES && received > SIZES["16m"];
  console.log(
    `before ${megabytes(before)}, peak ${megabytes(peakBytes)}, ${received} bytes read in ${(tookMs / 1000).toFixed(1)} s`,
  );
  console.log(
    `${passed ? "pass" : "MISS"}  resident memory grew by ${megabytes(grown)} (under ${megabytes(LIMIT_BYTES)})`,
  );
  return passed ? 0 : 1;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
