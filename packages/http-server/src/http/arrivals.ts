import { subscribe } from "node:diagnostics_channel";

/** Weak, as a request that is over must not be kept. */
const arrivedAtMs = new WeakMap<object, number>();
let isWatching = false;

/**
 * From now on notes when requests arrive at any server of `node:http`: an error handler sees a request only after the primary has failed.
 * Bun does not publish it (`http.server.request.start` of `node:diagnostics_channel`).
 */
export function watchArrivals(): void {
  if (isWatching) return;
  isWatching = true;
  subscribe("http.server.request.start", (message) => {
    arrivedAtMs.set((message as { request: object }).request, Date.now());
  });
}

/** When a request arrived, milliseconds since 1970; undefined when it was not noted. */
export function arrivalOf(request: object): number | undefined {
  return arrivedAtMs.get(request);
}
