/**
 * Gathers things that are to be done at the end of this turn of the event loop, all at once: a write to a socket wakes the process at the
 * other end, and to wake it once for all that a turn has to say costs far less than once for each.
 */
export class TurnEnd<T> {
  readonly #run: (item: T) => void;
  #items: T[] = [];

  /** @param run does what is to be done for one item; must not throw */
  constructor(run: (item: T) => void) {
    this.#run = run;
  }

  /** In the order of the calls. */
  add(item: T): void {
    if (this.#items.push(item) === 1) setImmediate(this.#all);
  }

  readonly #all = (): void => {
    const items = this.#items;
    this.#items = [];
    for (const item of items) this.#run(item);
  };
}
