import { SourceError } from "@understudy/core";
import { FairPlaces, type Place, type PlaceClient } from "@understudy/core/adapter";

/** How much rendering goes on at a time. */
export interface RenderQueueOptions {
  /** Renderings at a time, from 1. */
  readonly maxConcurrent: number;
  /** Renderings that wait for their turn, from 0. Of more, the client that has the most waiting loses its latest. */
  readonly maxQueued: number;
}

/** Where renderings wait for their turn. */
export interface RenderQueue {
  /**
   * Runs a task when its turn comes. A signal takes a task back that still waits; one that has begun goes on.
   *
   * @param client for whom it is @default a client of its own
   */
  <T>(task: () => Promise<T>, signal?: AbortSignal, client?: PlaceClient): Promise<T>;
  /** Limits the renderings of one address at a time. @param maxPerAddress 0, as at first: as many as there are */
  setMaxPerAddress(maxPerAddress: number): void;
}

/**
 * A bounded queue in front of the renderer: the clients take turns, however much each of them has waiting, and work that
 * would only make all others wait is refused at once (X17).
 *
 * The queue's promise rejects with what the task rejects with, with the signal's reason when the task was taken back,
 * or with `SourceError("overloaded")` when the queue is full.
 */
export function createRenderQueue({ maxConcurrent, maxQueued }: RenderQueueOptions): RenderQueue {
  const places = new FairPlaces({
    places: maxConcurrent,
    perConnection: 0,
    perAddress: 0,
    maxWaiting: maxQueued,
  });
  const full = () =>
    new SourceError("overloaded", {
      message: `${places.taken} renderings are under way and ${places.waiting} wait; no more are accepted`,
    });

  function turn(signal: AbortSignal | undefined, client: PlaceClient | undefined): Promise<Place> {
    return new Promise((resolve, reject) => {
      const forget = () => signal?.removeEventListener("abort", leave);
      const takeBack = places.wait(client, {
        begin: (place) => {
          forget();
          resolve(place);
        },
        refuse: () => {
          forget();
          reject(full());
        },
      });
      const leave = () => {
        takeBack?.();
        reject(signal?.reason);
      };
      if (takeBack === undefined) reject(full());
      else signal?.addEventListener("abort", leave, { once: true });
    });
  }

  async function run<T>(task: () => Promise<T>, signal?: AbortSignal, client?: PlaceClient): Promise<T> {
    signal?.throwIfAborted();
    const place = places.take(client) ?? (await turn(signal, client));
    try {
      return await task();
    } finally {
      place.giveBack();
    }
  }
  return Object.assign(run, {
    setMaxPerAddress: (perAddress: number) => places.setShares({ perConnection: 0, perAddress }),
  });
}
