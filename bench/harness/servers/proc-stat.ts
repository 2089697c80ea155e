import { readdirSync, readFileSync, writeFileSync } from "node:fs";

/** What a server has used, together with the processes that it started. */
export interface Usage {
  /** User and system time, seconds. */
  readonly cpuSeconds: number;
  /** Resident memory now, bytes. */
  readonly residentBytes: number;
  /** The most resident memory since the start, or since {@link resetPeak}, bytes; each process's own peak, added up. */
  readonly peakBytes: number;
}

/** Linux reports times in these whatever the kernel's own tick is (`USER_HZ`, proc(5)). */
const TICKS_PER_SECOND = 100;

/** What `/proc/PID/stat` says: the parent and the CPU seconds. @see proc(5) */
export function parseStat(text: string): { parent: number; cpuSeconds: number } {
  // The second field is the command's name in brackets, and may itself hold spaces and brackets.
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  return {
    parent: Number(fields[1]),
    cpuSeconds: (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND,
  };
}

/** What `/proc/PID/status` says of resident memory, bytes. A process that is ending has none. */
export function parseStatus(text: string): { residentBytes: number; peakBytes: number } {
  const kibibytes = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, "m").exec(text)?.[1] ?? 0) * 1024;
  return { residentBytes: kibibytes("VmRSS"), peakBytes: kibibytes("VmHWM") };
}

/** A process and all that descend from it. */
export function treeOf(root: number, parents: ReadonlyMap<number, number>): number[] {
  const tree = [root];
  for (const ancestor of tree) {
    for (const [pid, parent] of parents) if (parent === ancestor) tree.push(pid);
  }
  return tree;
}

/** Reads what a server uses. A process that ended in the meantime counts nothing. */
export function usageOf(root: number): Usage {
  let cpuSeconds = 0;
  let residentBytes = 0;
  let peakBytes = 0;
  for (const pid of processTree(root)) {
    cpuSeconds += parseStat(read(`/proc/${pid}/stat`) ?? "").cpuSeconds || 0;
    const memory = parseStatus(read(`/proc/${pid}/status`) ?? "");
    residentBytes += memory.residentBytes;
    peakBytes += memory.peakBytes;
  }
  return { cpuSeconds, residentBytes, peakBytes };
}

/**
 * Lets the peak begin anew with what is resident now (`/proc/PID/clear_refs`, proc(5)); where that is forbidden it
 * stays.
 */
export function resetPeak(root: number): void {
  for (const pid of processTree(root)) {
    try {
      writeFileSync(`/proc/${pid}/clear_refs`, "5");
    } catch {
      // The peak then includes the warm-up.
    }
  }
}

function processTree(root: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync("/proc")) {
    const stat = /^\d+$/.test(name) ? read(`/proc/${name}/stat`) : undefined;
    if (stat !== undefined) parents.set(Number(name), parseStat(stat).parent);
  }
  return treeOf(root, parents);
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
