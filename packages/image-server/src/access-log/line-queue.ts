import { Buffer } from "node:buffer";
import { clearTimeout, setTimeout } from "node:timers";

/** Where lines go. */
export interface LineSink {
  /**
   * Writes the beginning of `bytes` to the log of a day, and resolves to how many bytes are written, at least one.
   * Rejects when none could be.
   */
  write(bytes: Uint8Array, day: string): Promise<number>;
  /** Called once, after the last write. */
  close(): void;
}

/** What a {@link LineQueue} does when its sink fails. */
export interface LineQueueOptions {
  readonly maxPendingBytes: number;
  readonly retryMs: number;
  readonly onError: (error: Error) => void;
  readonly onRecovered: (lostLines: number) => void;
}

/** Lines on their way to a sink: in order, one write at a time, each of whole lines that came in the meantime. */
export interface LineQueue {
  /** Never throws. */
  add(line: string, day: string): void;
  /** Resolves when everything is written, or given up after one more attempt. */
  close(): Promise<void>;
}

interface Batch {
  readonly day: string;
  text: string;
  byteLength: number;
  lines: number;
}

const MAX_BATCH_BYTES = 256 * 1024;

/**
 * What a write costs hardly depends on its length. So writes begin this far apart, unless there is enough for one;
 * after a rest the first lines need not wait.
 */
const BETWEEN_WRITES_MS = 50;
const ENOUGH_BYTES = 64 * 1024;

/** Creates a queue in front of a sink. */
export function createLineQueue(sink: LineSink, options: LineQueueOptions): LineQueue {
  // Lines are given up by the batch, so that a batch must be a small part of what may wait.
  const batchBytes = Math.min(MAX_BATCH_BYTES, Math.ceil(options.maxPendingBytes / 8));
  const batches: Batch[] = [];
  let pendingBytes = 0;
  let lostLines = 0;
  let failing = false;
  let closing = false;
  let running: Promise<void> | undefined;
  let gathering = false;
  let lastWriteMs = Number.NEGATIVE_INFINITY;
  let wake = () => {};

  function add(line: string, day: string): void {
    if (closing) return;
    const text = `${oneLine(line)}\n`;
    const byteLength = Buffer.byteLength(text);
    const last = batches.at(-1);
    if (last?.day === day && last.byteLength + byteLength <= batchBytes) {
      last.text += text;
      last.byteLength += byteLength;
      last.lines += 1;
    } else {
      batches.push({ day, text, byteLength, lines: 1 });
    }
    pendingBytes += byteLength;
    while (pendingBytes > options.maxPendingBytes && batches.length > 0) lose(batches.shift());
    if (gathering && isEnough()) wake();
    else if (batches.length > 0) running ??= run();
  }

  function lose(batch: Batch | undefined): void {
    if (!batch) return;
    pendingBytes -= batch.byteLength;
    lostLines += batch.lines;
  }

  /** Whether there is no reason to wait for more lines. */
  function isEnough(): boolean {
    return closing || batches.length > 1 || (batches[0]?.byteLength ?? 0) >= ENOUGH_BYTES;
  }

  async function run(): Promise<void> {
    while (batches.length > 0) {
      if (!isEnough()) {
        gathering = true;
        // At least to the end of this turn.
        await sleep(Math.max(1, lastWriteMs + BETWEEN_WRITES_MS - performance.now()), "ref");
        gathering = false;
      }
      const batch = batches.shift();
      if (batch === undefined) continue;
      lastWriteMs = performance.now();
      if (await writeBatch(batch)) pendingBytes -= batch.byteLength;
      else lose(batch);
    }
    running = undefined;
  }

  /** False if the batch had to be given up because the log is being closed. */
  async function writeBatch(batch: Batch): Promise<boolean> {
    let rest: Uint8Array = Buffer.from(batch.text);
    while (rest.length > 0) {
      try {
        rest = rest.subarray(await sink.write(rest, batch.day));
        recovered();
      } catch (error) {
        failed(error);
        if (closing) return false;
        await sleep(options.retryMs, "unref");
      }
    }
    return true;
  }

  function failed(error: unknown): void {
    if (failing) return;
    failing = true;
    options.onError(error instanceof Error ? error : new Error(String(error)));
  }

  function recovered(): void {
    if (!failing) return;
    failing = false;
    options.onRecovered(lostLines);
    lostLines = 0;
  }

  /**
   * Ends before its time when it is woken. A process that has nothing else to do stays for a write, but not for a new
   * attempt.
   */
  function sleep(milliseconds: number, ref: "ref" | "unref"): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      if (ref === "unref") timer.unref();
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  return {
    add,
    async close() {
      if (closing) return running;
      closing = true;
      wake();
      await running;
      sink.close();
      if (lostLines > 0) options.onError(new Error(`${lostLines} lines of the access log could not be written`));
    },
  };
}

/** A line end within a line would make two of it. */
function oneLine(line: string): string {
  return line.includes("\n") || line.includes("\r") ? line.replace(/[\r\n]+/g, " ") : line;
}
