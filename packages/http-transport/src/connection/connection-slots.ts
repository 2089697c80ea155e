import { type Cancellation, ForwardError, isForwardError } from "@understudy/core/adapter";

/** How many requests may be in progress to one origin; the others wait in line. */
export interface ConnectionSlots {
  /**
   * Takes a place, or waits for one.
   *
   * @returns the function that gives the place back, which may be called more than once; a promise of it when there is
   * none free. It rejects with the reason when the request is cancelled first, or with `pool-exhausted` if that reason
   * is the connect deadline: then it was this limit, not the network, that kept the request from connecting.
   */
  acquire(origin: string, cancellation: Cancellation): (() => void) | Promise<() => void>;
}

/**
 * Beyond them an origin without requests is forgotten; to make its record anew for every request costs more than to
 * keep it.
 */
const MAX_IDLE_ORIGINS = 100;

interface OriginSlots {
  taken: number;
  readonly waiting: Set<() => void>;
}

/** Slots for up to `limit` requests an origin; first come, first served. */
export function createConnectionSlots(limit: number): ConnectionSlots {
  const origins = new Map<string, OriginSlots>();

  function takeSlot(origin: string, slots: OriginSlots): () => void {
    slots.taken += 1;
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      slots.taken -= 1;
      if (slots.waiting.size > 0) {
        const [next] = slots.waiting;
        next!();
      } else if (slots.taken === 0 && origins.size > MAX_IDLE_ORIGINS) {
        origins.delete(origin);
      }
    };
  }

  return {
    acquire(origin, cancellation) {
      let slots = origins.get(origin);
      if (!slots) {
        slots = { taken: 0, waiting: new Set() };
        origins.set(origin, slots);
      }
      const { waiting } = slots;
      if (slots.taken < limit) return takeSlot(origin, slots);
      return new Promise((resolve, reject) => {
        const proceed = () => {
          leave();
          resolve(takeSlot(origin, slots));
        };
        const giveUp = (reason: unknown) => {
          leave();
          reject(reasonToLeave(reason, origin, limit));
        };
        const leave = () => {
          waiting.delete(proceed);
          forget();
        };
        waiting.add(proceed);
        const forget = cancellation.onCancel(giveUp);
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
