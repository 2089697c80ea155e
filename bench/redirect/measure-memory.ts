import { setTimeout as delay } from "node:timers/promises";
import { checkAnswer } from "../harness/load/check-answer.ts";
import { startSlowReaders } from "../harness/load/start-slow-readers.ts";
import { measureRounds } from "../harness/measure-rounds.ts";
import { type Behaviour, bodyOf, type SizeName, targetOf } from "../harness/origin/answers.ts";
import type { MemoryRow } from "../harness/report/results.ts";
import { resetPeak, usageOf } from "../harness/servers/proc-stat.ts";
import { type ServerCommand, spawnServer } from "../harness/servers/spawn-server.ts";
import type { BenchContext, ReadyContender } from "./bench-context.ts";

/** Slow enough that no reader is through with 16 MB while it is measured: the kernel alone holds some MB of each. */
const BYTES_PER_SECOND = 32_000;
const WARM_UP_REQUESTS = 200;
const SETTLE_MS = 500;
/** The readers have come to their pace when the server needs less than this of a core, or after so long. */
const AT_PACE_CPU = 0.5;
const AT_PACE_MS = 30_000;

/** What many slow readers of a large answer cost in resident memory, against as many of a small one. */
export async function measureMemory(
  context: BenchContext,
  contenders: readonly ReadyContender[],
): Promise<MemoryRow[]> {
  const { runs, readers } = context.options;
  const rows = await measureRounds(
    {
      runs,
      contenders,
      scenarios: [{ id: "memory" }],
      measureOnce: async ({ command }) => ({
        idleAddedMiB: await addedMiB(context, command, "20k", "whole"),
        smallAddedMiB: await addedMiB(context, command, "20k", "held"),
        largeAddedMiB: await addedMiB(context, command, "16m", "whole"),
      }),
      summary(figures) {
        const each = Object.values(figures).map((added) => ((added * 2 ** 20) / 1000 / readers).toFixed(1));
        return `${each.join(", ")} kB a reader`;
      },
    },
    context,
  );
  return rows.map((row) => ({ ...row, readers }));
}

/** The peak while all readers are at it, less what was resident before the first came. */
async function addedMiB(
  { options }: BenchContext,
  command: ServerCommand,
  size: SizeName,
  behaviour: Behaviour,
): Promise<number> {
  const server = await spawnServer(command);
  try {
    const small = server.url + targetOf("20k");
    // What is compiled and allocated for any request at all is not what the readers add. One after the other, for load
    // would leave memory behind that the readers then fill without anybody seeing it.
    for (let request = 0; request < WARM_UP_REQUESTS; request++) {
      await checkAnswer({ url: small, body: bodyOf("20k"), keepAlive: false });
    }
    await delay(SETTLE_MS);
    resetPeak(server.pid);
    const before = usageOf(server.pid).residentBytes;
    const slow = await startSlowReaders({
      url: server.url + targetOf(size, behaviour),
      readers: options.readers,
      bytesPerSecond: BYTES_PER_SECOND,
    });
    try {
      await slow.opened;
      await untilAtPace(server.pid);
      await delay(options.seconds * 1000);
      return (usageOf(server.pid).peakBytes - before) / 2 ** 20;
    } finally {
      await slow.stop();
    }
  } finally {
    await server.stop();
  }
}

/** Until the kernel's buffers between server and readers are full, and the server only follows the readers. */
async function untilAtPace(pid: number): Promise<void> {
  const deadlineMs = performance.now() + AT_PACE_MS;
  for (let before = usageOf(pid).cpuSeconds; performance.now() < deadlineMs; ) {
    await delay(1000);
    const { cpuSeconds } = usageOf(pid);
    if (cpuSeconds - before < AT_PACE_CPU) return;
    before = cpuSeconds;
  }
}
