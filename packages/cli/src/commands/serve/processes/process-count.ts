import { availableParallelism } from "node:os";

/** Most processes that can be asked for. */
export const MOST_PROCESSES = 256;

/** Reads `--processes`: a number from 1 to 256, or `auto` = as many as there are cores; undefined for anything else. */
export function parseProcessCount(value: string): number | undefined {
  if (value === "auto") return Math.min(availableParallelism(), MOST_PROCESSES);
  if (!/^[1-9]\d{0,2}$/.test(value) || Number(value) > MOST_PROCESSES) return undefined;
  return Number(value);
}

/**
 * Renderings at a time in one process of several: its share of the cores, and two, so that other requests do not wait
 * for one large image.
 */
export function rendersOfOneProcess(processes: number): number {
  return Math.max(2, Math.ceil(availableParallelism() / processes));
}
