import type { LoadResult } from "./load/load.ts";
import type { LoadFigures } from "./report/results.ts";
import { resetPeak, usageOf } from "./servers/proc-stat.ts";
import { type ServerCommand, spawnServer } from "./servers/spawn-server.ts";

/** A load on a server in a fresh process. */
export interface ServerLoad {
  readonly seconds: number;
  readonly warmupSeconds: number;
  /** Sees that the server answers rightly before it is measured. @throws saying what was wrong */
  check(url: string): Promise<void>;
  load(url: string, seconds: number): Promise<LoadResult>;
}

/** Starts a server, puts a load on it, and measures what it did and used; the warm-up is not counted. */
export async function measureServer(command: ServerCommand, measured: ServerLoad): Promise<LoadFigures> {
  const server = await spawnServer(command);
  try {
    await measured.check(server.url);
    await measured.load(server.url, measured.warmupSeconds);
    return await loadFigures(server.pid, () => measured.load(server.url, measured.seconds));
  } finally {
    await server.stop();
  }
}

/** What a process did and used under a load. @throws {Error} when no request was answered */
export async function loadFigures(pid: number, load: () => Promise<LoadResult>): Promise<LoadFigures> {
  resetPeak(pid);
  const before = usageOf(pid);
  const { requests, seconds, p50Ms, p99Ms, errors } = await load();
  const after = usageOf(pid);
  if (requests === 0) throw new Error(`no request was answered, ${errors} errors`);
  const cpuSeconds = after.cpuSeconds - before.cpuSeconds;
  return {
    requestsPerSecond: requests / seconds,
    p50Ms,
    p99Ms,
    cpuSeconds,
    cpuMsPerRequest: (cpuSeconds * 1000) / requests,
    peakMiB: after.peakBytes / 2 ** 20,
    errors,
  };
}
