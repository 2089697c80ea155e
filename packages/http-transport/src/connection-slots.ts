import { ForwardError, isForwardError } from "@understudy/core";

/** How many requests may be under way to one origin; the others wait in line. */
export interface ConnectionSlots {
  /**
   * Waits for a place and resolves with the function that gives it back, which may be called more than once.
   *
   * It rejects with `signal.reason` when the signal is aborted first, or with `pool-exhausted` if that reason is the
   * connect deadline: then it was this limit, not the network, that kept the request from connecting.
   */
  acquire(origin: string, signal: AbortSignal): Promise<() => void>;
}

/** Slots for up to `limit` requests an origin; first come, first served. */
export function createConnectionSlots(limit: number): ConnectionSlots {
  const origins = new Map<string, { taken: number; waiting: Set<() => void> }>();

  function takeSlot(origin: string): () => void {
    const slots = origins.get(origin)!;
    slots.taken += 1;
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      slots.taken -= 1;
      const [next] = slots.waiting;
      if (next) next();
      else if (slots.taken === 0) origins.delete(origin);
    };
  }

  return {
    acquire(origin, signal) {
      let slots = origins.get(origin);
      if (!slots) {
        slots = { taken: 0, waiting: new Set() };
        origins.set(origin, slots);
      }
      const { waiting } = slots;
      if (slots.taken < limit) return Promise.resolve(takeSlot(origin));
      return new Promise((resolve, reject) => {
        const proceed = () => {
          leave();
          resolve(takeSlot(origin));
        };
        const giveUp = () => {
          leave();
          reject(reasonToLeave(signal.reason, origin, limit));
        };
        const leave = () => {
          waiting.delete(proceed);
          signal.removeEventListener("abort", giveUp);
        };
        waiting.add(proceed);
        signal.addEventListener("abort", giveUp);
      });
    },
  };
}

function reasonToLeave(reason: unknown, origin: string, limit: number): unknown {
  if (!isForwardError(reason) || reason.code !== "connect-timeout") return reason;
  return new ForwardError("pool-exhausted", {
    message: `${origin}: all ${limit} connections (maxConnections) were busy until the connect deadline`,
    cause: reason,
  });
}
