import type { Clock } from "../src/contract/clock.ts";

interface Timer {
  readonly atMs: number;
  readonly callback: () => void;
}

/** A clock that stands still until a test moves it. */
export class FakeClock implements Clock {
  #nowMs = 0;
  readonly #timers = new Set<Timer>();

  wallTimeMs = () => 1_700_000_000_000 + this.#nowMs;
  monotonicMs = () => this.#nowMs;

  startTimer = (delayMs: number, callback: () => void) => {
    const timer = { atMs: this.#nowMs + delayMs, callback };
    this.#timers.add(timer);
    return () => void this.#timers.delete(timer);
  };

  /** Timers that are still running. */
  get pending(): number {
    return this.#timers.size;
  }

  /** Moves on, firing what falls due, in order; waits for what the timers set off. */
  async advance(byMs: number): Promise<void> {
    const untilMs = this.#nowMs + byMs;
    for (;;) {
      const due = [...this.#timers].filter(({ atMs }) => atMs <= untilMs).sort((a, b) => a.atMs - b.atMs)[0];
      if (due === undefined) break;
      this.#timers.delete(due);
      this.#nowMs = due.atMs;
      due.callback();
      await settled();
    }
    this.#nowMs = untilMs;
    await settled();
  }
}

/** Lets everything that is already due run: promise reactions and zero timers. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 1));
}
