import type { AppProcess, ProcessEnd } from "./process-starter.ts";
import { relayOutput } from "./relay-output.ts";
import { restartDelayMs, shortRunsAfter } from "./restart-delay.ts";

/** What a {@link Supervisor} is made of. */
export interface SupervisorOptions {
  /** Processes, from 1. */
  readonly count: number;
  /** Starts the process of a number, 1 to `count`. Its first line on stdout says that it listens. */
  readonly start: (number: number) => AppProcess | Promise<AppProcess>;
  /** Lines of each process that are not passed on to `write`: the first, and those that belong to it. */
  readonly ownLines: number;
  /** Gets what the processes write beyond these, in whole lines. Must not reject. */
  readonly write: (lines: Uint8Array) => Promise<void>;
  /** Gets what the operator should know. */
  readonly tell: (message: string) => void;
  /** How long {@link Supervisor.stop} waits before it kills, milliseconds. */
  readonly stopTimeoutMs: number;
  /** Called when no process is left that listens and new ones end before they do. */
  readonly onGivenUp: () => void;
}

/** Keeps processes running. */
export interface Supervisor {
  /**
   * Starts the processes, the first one alone, so that what is wrong with all is reported once. Resolves when all
   * listen.
   *
   * @throws {ProcessEndedError} when one ends before
   */
  start(): Promise<void>;
  /** The processes that listen, by their number. */
  pids(): number[];
  /** Makes the processes that listen load their configuration anew. */
  reload(): void;
  /** Ends all. Resolves when they have ended, to whether each of them did so with exit code 0. */
  stop(): Promise<boolean>;
}

/** A process ended before it listened. */
export class ProcessEndedError extends Error {
  override readonly name = "ProcessEndedError";
  /** Its own, 1 if a signal ended it. */
  readonly exitCode: number;

  constructor(message: string, exitCode: number) {
    super(message);
    this.exitCode = exitCode;
  }
}

/**
 * Starts in vain, in a row, after which a server of which no process is left gives up. With the delays some three
 * seconds.
 */
const MOST_SHORT_RUNS = 5;

interface RunningProcess {
  readonly process: AppProcess;
  listening: boolean;
}

/** Creates a supervisor; nothing is started yet. */
export function createSupervisor(options: SupervisorOptions): Supervisor {
  const { count, tell, write, ownLines } = options;
  const running = new Map<number, RunningProcess>();
  const stopping = new AbortController();
  const kept: Promise<void>[] = [];
  const relays: Promise<void>[] = [];
  let clean = true;
  let stopped: Promise<boolean> | undefined;

  const listening = () => [...running].filter(([, one]) => one.listening).sort(([a], [b]) => a - b);

  /** Runs the process of a number once, to its end. */
  async function run(number: number, onListening: () => void): Promise<{ end: ProcessEnd; listened: boolean }> {
    let process: AppProcess;
    try {
      process = await options.start(number);
    } catch (error) {
      tell(error instanceof Error ? error.message : String(error));
      return { end: { code: 1, signal: null }, listened: false };
    }
    const one = { process, listening: false };
    running.set(number, one);
    if (stopping.signal.aborted) process.kill("SIGTERM");
    const onFirstLine = () => {
      one.listening = true;
      onListening();
    };
    relays[number] = relayOutput(process.output, { onFirstLine, ownLines, write });
    const end = await process.ended;
    running.delete(number);
    return { end, listened: one.listening };
  }

  /** Keeps the process of a number running until the supervisor stops, or its first start fails. */
  async function keep(number: number, onListening: () => void, onFailed: (error: Error) => void): Promise<void> {
    let started = false;
    let shortRuns = 0;
    const onReady = () => {
      started = true;
      onListening();
    };
    for (;;) {
      const startedAtMs = performance.now();
      const { end, listened } = await run(number, onReady);
      const how = end.signal === null ? `exit code ${end.code}` : end.signal;
      if (stopping.signal.aborted) clean &&= end.code === 0 || !listened;
      if (!started)
        onFailed(new ProcessEndedError(`process ${number} ended with ${how} before it listened`, end.code || 1));
      if (!started || stopping.signal.aborted) return;
      shortRuns = shortRunsAfter(shortRuns, performance.now() - startedAtMs);
      if (!listened && shortRuns > MOST_SHORT_RUNS && listening().length === 0) {
        tell(`process ${number} ended with ${how}; none is left, and new ones do not start`);
        options.onGivenUp();
        return;
      }
      const delayMs = restartDelayMs(shortRuns);
      tell(`process ${number} ended with ${how}; it is started again in ${delayMs} ms`);
      await pause(delayMs, stopping.signal);
      if (stopping.signal.aborted) return;
    }
  }

  function startOne(number: number): Promise<void> {
    return new Promise((resolve, reject) => {
      if (stopping.signal.aborted) return reject(new ProcessEndedError(`process ${number} was not started`, 1));
      kept.push(keep(number, resolve, reject));
    });
  }

  async function stop(): Promise<boolean> {
    stopping.abort();
    const killAll = (signal: "SIGTERM" | "SIGKILL") => {
      for (const { process } of running.values()) process.kill(signal);
    };
    killAll("SIGTERM");
    const timer = setTimeout(() => killAll("SIGKILL"), options.stopTimeoutMs);
    await Promise.all(kept);
    clearTimeout(timer);
    await Promise.all(relays);
    return clean;
  }

  return {
    async start() {
      await startOne(1);
      await Promise.all(Array.from({ length: count - 1 }, (_, index) => startOne(index + 2)));
    },
    pids: () => listening().map(([, { process }]) => process.pid),
    reload() {
      for (const [, { process }] of listening()) process.kill("SIGHUP");
    },
    stop() {
      stopped ??= stop();
      return stopped;
    },
  };
}

/** Resolves after a time, or when the signal comes. */
function pause(delayMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, delayMs);
    signal.addEventListener("abort", done);
    function done() {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    }
  });
}
