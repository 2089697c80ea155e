/** Lines that come one after the other, to be looked through now and waited for. */
export interface LineFeed {
  readonly lines: readonly string[];
  /**
   * The first value that `pick` gives for all lines so far, or undefined when it gives none within the time.
   * It is asked again at every new line.
   */
  waitFor<T>(pick: (lines: readonly string[]) => T | undefined, timeoutMs: number): Promise<T | undefined>;
}

/** A feed and the way to fill it. */
export interface WritableLineFeed extends LineFeed {
  push(line: string): void;
  /** No line will come any more: every waiting call gets undefined. */
  end(): void;
}

/** An empty feed. @param keptLines how many lines it keeps, the last ones; all by default */
export function createLineFeed(keptLines = Number.POSITIVE_INFINITY): WritableLineFeed {
  const lines: string[] = [];
  const waiting = new Set<() => void>();
  let ended = false;
  const wakeAll = () => {
    for (const wake of [...waiting]) wake();
  };
  return {
    lines,
    push(line) {
      lines.push(line);
      if (lines.length > keptLines) lines.shift();
      wakeAll();
    },
    end() {
      ended = true;
      wakeAll();
    },
    waitFor: (pick, timeoutMs) =>
      new Promise((resolve) => {
        function look(timedOut: boolean): void {
          const picked = pick(lines);
          if (picked === undefined && !timedOut && !ended) return;
          clearTimeout(timer);
          waiting.delete(wake);
          resolve(picked);
        }
        const wake = () => look(false);
        const timer = setTimeout(() => look(true), timeoutMs);
        waiting.add(wake);
        look(false);
      }),
  };
}
