import { fork } from "node:child_process";
import { once } from "node:events";
import { buildEntry } from "../servers/build.ts";

/** Clients that read slowly, in a process of their own. */
export interface SlowReaders {
  /** Resolves when every reader has the head of its answer. Fails when one has not, or has another status than 200. */
  readonly opened: Promise<void>;
  /** Resolves when the first reader's connection is closed: what it had received, head included, in bytes. */
  readonly ended: Promise<number>;
  stop(): Promise<void>;
}

/** Which clients, and how slow. */
export interface SlowReaderOptions {
  readonly url: string;
  readonly readers: number;
  /** Of each reader. */
  readonly bytesPerSecond: number;
  /** Whether the server is told to close the connection after the answer. */
  readonly close?: boolean;
}

const OPEN_TIMEOUT_MS = 60_000;

type Message = { readonly opened: number; readonly failed: number } | { readonly ended: number };

/** Starts slow readers. To be stopped, whatever becomes of them. */
export async function startSlowReaders(options: SlowReaderOptions): Promise<SlowReaders> {
  const { url, readers, bytesPerSecond, close = false } = options;
  const child = fork(await buildEntry("harness/load/slow-readers.ts", "node"), {
    execArgv: [],
    env: {
      ...process.env,
      URL: url,
      READERS: String(readers),
      BYTES_PER_SECOND: String(bytesPerSecond),
      CONNECTION: close ? "close" : "keep-alive",
    },
  });
  const exit = once(child, "exit");
  const opened = new Promise<void>((resolve, reject) => {
    const fail = (why: string) => reject(new Error(`slow readers of ${url}: ${why}`));
    const timer = setTimeout(() => fail("not all have an answer in time"), OPEN_TIMEOUT_MS);
    timer.unref();
    child.on("message", (message: Message) => {
      if (!("opened" in message)) return;
      clearTimeout(timer);
      if (message.failed > 0) fail(`${message.failed} of ${readers} have no answer with status 200`);
      else resolve();
    });
    child.once("exit", () => fail("ended"));
  });
  const ended = new Promise<number>((resolve) => {
    child.on("message", (message: Message) => {
      if ("ended" in message) resolve(message.ended);
    });
  });
  opened.catch(() => {});
  return {
    opened,
    ended,
    async stop() {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill("SIGKILL");
        await exit;
      }
    },
  };
}
