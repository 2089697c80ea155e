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

/** Lines on their way to a sink: in order, one write at a time, in batches while the sink is busy. */
export interface LineQueue {
  /** Never throws. */
  add(line: string, day: string): void;
  /** Resolves when everything is written, or given up after one more attempt. */
  close(): Promise<void>;
}

interface Batch {
  readonly day: string;
  readonly lines: Uint8Array[];
  byteLength: number;
}

const MAX_BATCH_BYTES = 256 * 1024;

/** Creates a queue in front of a sink. */
export function createLineQueue(sink: LineSink, options: LineQueueOptions): LineQueue {
  const encoder = new TextEncoder();
  // Lines are given up by the batch, so that a batch must be a small part of what may wait.
  const batchBytes = Math.min(MAX_BATCH_BYTES, Math.ceil(options.maxPendingBytes / 8));
  const batches: Batch[] = [];
  let pendingBytes = 0;
  let lostLines = 0;
  let failing = false;
  let closing = false;
  let running: Promise<void> | undefined;
  let wake = () => {};

  function add(line: string, day: string): void {
    if (closing) return;
    const bytes = encoder.encode(`${line.replace(/[\r\n]+/g, " ")}\n`);
    const last = batches.at(-1);
    if (last?.day === day && last.byteLength + bytes.length <= batchBytes) {
      last.lines.push(bytes);
      last.byteLength += bytes.length;
    } else {
      batches.push({ day, lines: [bytes], byteLength: bytes.length });
    }
    pendingBytes += bytes.length;
    while (pendingBytes > options.maxPendingBytes && batches.length > 0) lose(batches.shift());
    running ??= run();
  }

  function lose(batch: Batch | undefined): void {
    if (!batch) return;
    pendingBytes -= batch.byteLength;
    lostLines += batch.lines.length;
  }

  async function run(): Promise<void> {
    // Lines that come in the same turn go out in one write.
    await Promise.resolve();
    for (let batch = batches.shift(); batch; batch = batches.shift()) {
      if (await writeBatch(batch)) pendingBytes -= batch.byteLength;
      else lose(batch);
    }
    running = undefined;
  }

  /** False if the batch had to be given up because the log is being closed. */
  async function writeBatch(batch: Batch): Promise<boolean> {
    let rest = concatenate(batch);
    while (rest.length > 0) {
      try {
        rest = rest.subarray(await sink.write(rest, batch.day));
        recovered();
      } catch (error) {
        failed(error);
        if (closing) return false;
        await pause();
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

  function pause(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, options.retryMs);
      timer.unref();
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

function concatenate({ lines, byteLength }: Batch): Uint8Array {
  const bytes = new Uint8Array(byteLength);
  let offset = 0;
  for (const line of lines) {
    bytes.set(line, offset);
    offset += line.length;
  }
  return bytes;
}
