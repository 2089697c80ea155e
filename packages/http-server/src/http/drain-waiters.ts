import type { ServerResponse } from "node:http";

/**
 * What waits until a response takes more. It listens once for all of them: middleware that hands listeners for `drain`
 * to a stream of its own does not take them back from there.
 */
export class DrainWaiters {
  #waiting: (() => void)[] = [];

  constructor(response: ServerResponse) {
    response.on("drain", () => this.callAll());
  }

  add(callback: () => void): void {
    this.#waiting.push(callback);
  }

  /** Also to be called when there will be no more room, ever. */
  callAll(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const callback of waiting) callback();
  }
}
