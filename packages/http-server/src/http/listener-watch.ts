import type { EventEmitter } from "node:events";
import { connect } from "node:net";

/** A listener to look after. */
export interface WatchedListener {
  /** Emits `connection` for each connection that it accepts. */
  readonly server: EventEmitter;
  /** Where a connection of this process reaches it. */
  readonly host: string;
  readonly port: number;
  /** Whether other processes listen on the port too, so that a connection may end up at one of them. */
  readonly shared: boolean;
  /** Closes the listener, and no connection, and listens again; rejects when it cannot. */
  readonly listenAgain: () => Promise<void>;
  /** Called with what was found and what was done. */
  readonly report: (error: Error) => void;
}

/** How long things may take, milliseconds. */
export interface WatchTimes {
  /** Between two looks at it. @default 1000 */
  readonly intervalMs?: number;
  /** How long a connection may wait to be accepted, twice. @default 1000 */
  readonly patienceMs?: number;
}

/**
 * With eight processes on a port one try in eight reaches this one; that none of so many does is one chance in five
 * thousand.
 */
const TRIES_WHERE_SHARED = 64;
const PATIENCE_WHERE_SHARED_MS = 10;

/**
 * Looks after a listener whose runtime stops to accept for ever, without a word, when there is no file handle left for
 * a connection: when nothing has come for a while it connects to itself, and where that is not accepted, listens again.
 *
 * @returns a function that ends it
 */
export function watchListener(
  { server, host, port, shared, listenAgain, report }: WatchedListener,
  { intervalMs = 1000, patienceMs = 1000 }: WatchTimes = {},
): () => void {
  /** Since the last look. */
  let accepted = false;
  let looking = false;
  let ended = false;
  let isOutOfHandles = false;
  /** Closed, and could not listen again. */
  let isLost = false;
  let onAccepted = () => {};
  server.on("connection", () => {
    accepted = true;
    onAccepted();
  });

  async function look(): Promise<void> {
    const mostTries = shared ? TRIES_WHERE_SHARED : 1;
    for (let tries = 0; tries < mostTries && !isLost && !accepted && !ended; tries++) {
      const failure = await tryToConnect();
      if (accepted || ended) break;
      if (failure !== undefined) {
        // None is left for the try itself. Once for as long as it lasts.
        if (isOutOfHandles || !isLackOfHandles(failure)) return;
        isOutOfHandles = true;
        const message = `there is no file handle left for a new connection at ${host}:${port}; raise the limit (ulimit -n)`;
        report(new Error(message, { cause: failure }));
        return;
      }
    }
    if (ended) return;
    isOutOfHandles = false;
    if (accepted) return;
    if (!isLost)
      report(new Error(`the listener at ${host}:${port} accepts no more connections; it is closed and opened again`));
    isLost = true;
    try {
      await listenAgain();
      isLost = false;
    } catch (failure) {
      report(failure as Error);
    }
  }

  /**
   * Resolves when the connection is accepted, or has not been for long enough; with the error where none could be made.
   */
  function tryToConnect(): Promise<Error | undefined> {
    return new Promise((resolve) => {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const socket = connect({ host, port });
      const settle = (failure?: Error) => {
        clearTimeout(timer);
        onAccepted = () => {};
        socket.destroy();
        resolve(failure);
      };
      const wait = (turns: number) => {
        timer = setTimeout(
          () => (turns > 1 ? wait(turns - 1) : settle()),
          shared ? PATIENCE_WHERE_SHARED_MS : patienceMs,
        );
      };
      onAccepted = settle;
      socket.on("error", settle);
      // Twice: what came while this process was busy is accepted in between.
      wait(2);
    });
  }

  // It keeps the process alive, as the listener would: Deno ends when a listener that has died was the last thing open.
  const interval = setInterval(() => {
    if (looking || accepted) {
      accepted = false;
      return;
    }
    looking = true;
    void look().finally(() => {
      looking = false;
      accepted = false;
    });
  }, intervalMs);
  return () => {
    ended = true;
    clearInterval(interval);
  };
}

function isLackOfHandles({ code }: NodeJS.ErrnoException): boolean {
  return code === "EMFILE" || code === "ENFILE";
}
