import process from "node:process";
import type { Writable } from "node:stream";
import { checkWholeNumber, TIMER_MS } from "@understudy/core/adapter";
import { createDailyFileSink, createDayClock } from "./daily-file.ts";
import { createLineQueue } from "./line-queue.ts";
import { createStreamSink } from "./stream-sink.ts";

/** Where an access log goes, and what happens when it cannot. */
export interface AccessLogOptions {
  /** Folder of the log files, made when it is not there; undefined = to `stdout`. @default undefined */
  directory?: string | undefined;
  /** Beginning of the file names; the local date and `.log` follow. @default "access-" */
  prefix?: string;
  /** Days for which a file is kept after its own, 1 to 36500. @default 10 */
  maxDays?: number;
  /**
   * Most bytes of lines that wait while they cannot be written; the oldest are lost first.
   * @default 16777216 (16 MiB)
   */
  maxPendingBytes?: number;
  /** Milliseconds between two attempts while nothing can be written, 1 to 2147483647. @default 1000 */
  retryMs?: number;
  /**
   * Called once when writing begins to fail, and not for each line; also when an old file cannot be deleted and when
   * lines are lost in `close()`. Must not throw. @default a line on standard error
   */
  onError?: (error: Error) => void;
  /**
   * Called when writing works again, with how many lines were lost. Must not throw.
   * @default a line on standard error
   */
  onRecovered?: (lostLines: number) => void;
  /** The time whose local date names the file of a line. @default the system's */
  now?: () => Date;
  /** Gets the lines when there is no directory. @default standard output */
  stdout?: Writable;
}

/** Takes the lines of an access log. */
export interface AccessLog {
  /** Takes a line, without its line end. Returns at once and never throws; the writing happens behind it, in order. */
  write(line: string): void;
  /**
   * Resolves when every line is written. When writing fails at that time, it is tried once more; what cannot be written
   * even then is lost, and `onError` gets the number of lines. Lines that come after the call are ignored.
   */
  close(): Promise<void>;
}

/**
 * Creates an access log: one file a day in a folder, deleted when it is too old (IS manual, "Access logging":
 * `TC::directory`, `TC::prefix`, `TC::maxDays`), or lines on standard output.
 *
 * @throws {TypeError} for a bad option, naming it, its value and what is allowed
 */
export function createAccessLog(options: AccessLogOptions = {}): AccessLog {
  const { directory, prefix = "access-", maxDays = 10, maxPendingBytes = 16 * 1024 * 1024, retryMs = 1000 } = options;
  const { now = () => new Date(), onError = warnOfError, onRecovered = tellRecovered, stdout } = options;
  checkWholeNumber("maxDays", maxDays, { min: 1, max: 36_500 });
  checkWholeNumber("maxPendingBytes", maxPendingBytes, { min: 1 });
  checkWholeNumber("retryMs", retryMs, { ...TIMER_MS, min: 1 });
  if (directory === "") throw new TypeError('directory is ""; allowed is a folder, or undefined for standard output');
  if (/[/\\\0]/.test(prefix)) {
    throw new TypeError(`prefix is ${JSON.stringify(prefix)}; allowed is the beginning of a file name, no folder`);
  }
  const sink =
    directory === undefined
      ? createStreamSink(stdout ?? process.stdout)
      : createDailyFileSink({ directory, prefix, maxDays, onError });
  const queue = createLineQueue(sink, { maxPendingBytes, retryMs, onError, onRecovered });
  const dayOf = createDayClock();
  return {
    write: (line) => queue.add(line, dayOf(now())),
    close: () => queue.close(),
  };
}

function warnOfError(error: Error): void {
  process.stderr.write(`access log: ${error.message}\n`);
}

function tellRecovered(lostLines: number): void {
  process.stderr.write(`access log: lines are written again, ${lostLines} were lost\n`);
}
