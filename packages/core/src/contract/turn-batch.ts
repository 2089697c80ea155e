interface Immediates {
  readonly setImmediate?: (callback: () => void) => unknown;
  readonly clearImmediate?: (immediate: unknown) => void;
}

/**
 * Calls back when this turn of the event loop is over: I/O that was already pending has been handled by then. A timer
 * of 0 ms does not promise that when many timers fire at once; it is the fallback where there is no `setImmediate`.
 *
 * @returns a function that takes the call back
 */
export function atTurnEnd(callback: () => void): () => void {
  const { setImmediate, clearImmediate } = globalThis as Immediates;
  if (setImmediate === undefined || clearImmediate === undefined) {
    const timer = setTimeout(callback, 0);
    return () => clearTimeout(timer);
  }
  const immediate = setImmediate(callback);
  return () => clearImmediate(immediate);
}

/**
 * Gathers things that are to be done at the end of this turn of the event loop, all at once: a write to a socket wakes
 * the process at the other end, and to wake it once for all that a turn has to say costs far less than once for each.
 * For transports and adapters.
 */
export class TurnBatch<T> {
  readonly #run: (item: T) => void;
  #items: T[] = [];

  /** @param run does what is to be done for one item; must not throw */
  constructor(run: (item: T) => void) {
    this.#run = run;
  }

  /** In the order of the calls. */
  add(item: T): void {
    if (this.#items.push(item) === 1) atTurnEnd(this.#all);
  }

  readonly #all = (): void => {
    const items = this.#items;
    this.#items = [];
    for (const item of items) this.#run(item);
  };
}
