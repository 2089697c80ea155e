/**
 * Ten thousand redirected requests in rounds, a tenth of the clients leaving early and a tenth of the answers cut.
 * Afterwards no socket may be open beyond the pool, the heap may not have grown, and every request must be logged
 * exactly once. Prints the figures; exit code 1 when one is missed.
 *
 *   node -C @understudy/source --import tsx bench/soak/soak.ts [requests]
 */
import { setTimeout as delay } from "node:timers/promises";
import { startOrigin } from "../harness/servers/entry-command.ts";
import { type Complaints, kindOf, sendRequests } from "./clients.ts";
import type { Snapshot } from "./messages.ts";
import { type SoakPrimary, startPrimary } from "./start-primary.ts";

const ROUNDS = 5;
/** The transport's `maxIdleConnections` and `idleTimeoutMs`, which are left at their defaults. */
const POOL = 64;
const IDLE_MS = 4_000;
/** After the first round; 8,000 requests that kept 250 bytes each would be over it. */
const HEAP_GROWTH_LIMIT_BYTES = 2 * 2 ** 20;
const PATIENCE_MS = 15_000;

const requests = Number(process.argv[2] ?? 10_000);
if (!Number.isSafeInteger(requests) || requests < 100) {
  throw new Error(`requests is ${process.argv[2]}; allowed are whole numbers from 100 on`);
}

const origin = await startOrigin();
const primary = await startPrimary(origin.url, requests);
try {
  await soak(primary);
} finally {
  await primary.stop();
  await origin.stop();
}

async function soak(primary: SoakPrimary): Promise<void> {
  const socketsBefore = primary.openSockets();
  const complaints: Complaints = { wrongAnswers: 0, cutLookedComplete: 0 };
  const heaps: number[] = [];
  let snapshot: Snapshot | undefined;
  const startedMs = performance.now();
  for (let round = 1; round <= ROUNDS; round++) {
    const end = Math.round((requests * round) / ROUNDS);
    await sendRequests(primary.url, Math.round((requests * (round - 1)) / ROUNDS), end, complaints);
    snapshot = await until(
      () => primary.snapshot(),
      ({ logged }) => logged >= end,
    );
    heaps.push(snapshot.heapBytes);
    console.log(`${end} requests: ${snapshot.logged} logged, heap ${megabytes(snapshot.heapBytes)}`);
  }
  console.log(
    `${((performance.now() - startedMs) / 1000).toFixed(1)} s; the log says ${JSON.stringify(snapshot!.outcomes)}`,
  );

  const { firstMissing } = snapshot!;
  if (firstMissing !== -1) console.log(`request ${firstMissing} (${kindOf(firstMissing)}) is not in the log`);

  const open = async () => primary.openSockets() - socketsBefore;
  const atOnce = await until(open, (count) => count <= POOL);
  await delay(IDLE_MS);
  const afterIdle = await until(open, (count) => count <= 0);
  const growth = heaps.at(-1)! - heaps[0]!;

  const passed = [
    judge("requests logged", snapshot!.logged, snapshot!.logged === requests, `all ${requests}`),
    judge("requests logged more than once", snapshot!.loggedAgain, snapshot!.loggedAgain === 0, "0"),
    judge(
      "heap growth from the first round to the last",
      megabytes(growth),
      growth < HEAP_GROWTH_LIMIT_BYTES,
      "under 2.0 MiB",
    ),
    judge("sockets open after the last client has left", atOnce, atOnce <= POOL, `at most ${POOL}, the pool`),
    judge("sockets open when the pool has been idle", afterIdle, afterIdle <= 0, "0"),
    judge("answers that were not the secondary's", complaints.wrongAnswers, complaints.wrongAnswers === 0, "0"),
    judge("cut answers that looked complete", complaints.cutLookedComplete, complaints.cutLookedComplete === 0, "0"),
  ];
  if (passed.includes(false)) process.exitCode = 1;
}

/** Asks again until the answer is as wanted, for some seconds. @returns the last answer */
async function until<T>(ask: () => Promise<T>, wanted: (answer: T) => boolean): Promise<T> {
  const deadlineMs = performance.now() + PATIENCE_MS;
  for (;;) {
    const answer = await ask();
    if (wanted(answer) || performance.now() > deadlineMs) return answer;
    await delay(100);
  }
}

function judge(name: string, figure: number | string, passed: boolean, wanted: string): boolean {
  console.log(`${passed ? "pass" : "MISS"}  ${name}: ${figure} (${wanted})`);
  return passed;
}

function megabytes(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(1)} MiB`;
}
