import { setTimeout as delay } from "node:timers/promises";
import { checkAnswer } from "../load/check-answer.ts";
import { startSlowReaders } from "../load/start-slow-readers.ts";
import { bodyOf, type SizeName, targetOf } from "../origin/answers.ts";
import { medianOf } from "../report/median.ts";
import type { MemoryFigures, MemoryRow } from "../report/results.ts";
import { resetPeak, usageOf } from "../servers/proc-stat.ts";
import { type ServerCommand, spawnServer } from "../servers/spawn-server.ts";
import type { BenchContext, ReadyContender } from "./bench-context.ts";
import { shuffled } from "./shuffle.ts";

/** Slow enough that nobody is through with 16 MB while it is measured. */
const BYTES_PER_SECOND = 32_000;
const SETTLE_MS = 500;

/** What many slow readers of a large answer cost in resident memory, against as many of a small one. */
export async function measureMemory(
  context: BenchContext,
  contenders: readonly ReadyContender[],
): Promise<MemoryRow[]> {
  const { runs, readers } = context.options;
  const found = new Map<string, MemoryFigures[]>();
  for (let round = 1; round <= runs; round++) {
    for (const { contender, command } of shuffled(contenders, context.random)) {
      try {
        const smallAddedMiB = await addedMiB(context, command, "20k");
        const largeAddedMiB = await addedMiB(context, command, "16m");
        context.tell(
          `round ${round}  ${contender.id} memory  ${smallAddedMiB.toFixed(1)} and ${largeAddedMiB.toFixed(1)} MiB`,
        );
        found.set(contender.id, [...(found.get(contender.id) ?? []), { smallAddedMiB, largeAddedMiB }]);
      } catch (error) {
        context.skip(`${contender.id} memory, round ${round}`, error);
      }
    }
  }
  return [...found].map(([contender, figures]) => ({ contender, readers, runs: figures, median: medianOf(figures) }));
}

/** The peak while all readers are at it, less what was resident before the first came. */
async function addedMiB({ tool, options }: BenchContext, command: ServerCommand, size: SizeName): Promise<number> {
  const server = await spawnServer(command);
  try {
    const small = server.url + targetOf("20k");
    await checkAnswer({ url: small, body: bodyOf("20k"), keepAlive: true });
    // What is compiled and allocated for any request at all is not what the readers add.
    await tool.run({ url: small, connections: 32, seconds: options.warmupSeconds, keepAlive: true });
    await delay(SETTLE_MS);
    resetPeak(server.pid);
    const before = usageOf(server.pid).residentBytes;
    const slow = await startSlowReaders({
      url: server.url + targetOf(size),
      readers: options.readers,
      bytesPerSecond: BYTES_PER_SECOND,
    });
    try {
      await slow.opened;
      await delay(options.seconds * 1000);
      return (usageOf(server.pid).peakBytes - before) / 2 ** 20;
    } finally {
      await slow.stop();
    }
  } finally {
    await server.stop();
  }
}
