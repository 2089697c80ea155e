import process from "node:process";
import { setTimeout as delay } from "node:timers/promises";

/** The longest time between two turns of the event loop, less the interval of the watch. */
export interface LoopStall {
  readonly stallMs: number;
  /**
   * The most CPU time of this process, all threads, between two turns: what the stall comes to at most on a machine
   * that does nothing else.
   */
  readonly stallCpuMs: number;
}

/** Watches the event loop of this process. */
export interface LoopWatch {
  stop(): Promise<LoopStall>;
}

const INTERVAL_MS = 2;

export function watchLoop(): LoopWatch {
  let stallMs = 0;
  let stallCpuMs = 0;
  let lastMs = performance.now();
  let lastCpuMs = cpuMs();
  const look = () => {
    const nowMs = performance.now();
    const nowCpuMs = cpuMs();
    stallMs = Math.max(stallMs, nowMs - lastMs - INTERVAL_MS);
    stallCpuMs = Math.max(stallCpuMs, nowCpuMs - lastCpuMs);
    lastMs = nowMs;
    lastCpuMs = nowCpuMs;
  };
  const timer = setInterval(look, INTERVAL_MS);
  return {
    async stop() {
      // A stall at the very end shows only at the next turn.
      await delay(INTERVAL_MS);
      look();
      clearInterval(timer);
      return { stallMs, stallCpuMs };
    },
  };
}

/** CPU time of this process so far, milliseconds. */
export function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
