/** A task that several wait for. */
export interface SharedTask<T> {
  /**
   * Waits for the task.
   *
   * @param signal gives up waiting; the promise then rejects with its reason, and the task goes on for the others
   */
  join(signal: AbortSignal | undefined): Promise<T>;
}

/**
 * Starts a task for several to wait for.
 *
 * @param run its signal is aborted when every waiter has given up
 * @param onAbandoned is called just before that: no caller may join any more
 */
export function shareTask<T>(run: (abandoned: AbortSignal) => Promise<T>, onAbandoned: () => void): SharedTask<T> {
  const abandoned = new AbortController();
  const promise = run(abandoned.signal);
  // Its waiters get the error; without waiters it concerns no caller.
  promise.catch(() => {});
  let waiting = 0;

  return {
    async join(signal) {
      signal?.throwIfAborted();
      waiting += 1;
      if (signal === undefined) return promise;
      let giveUp = () => {};
      const gone = new Promise<never>((_, reject) => {
        giveUp = () => reject(signal.reason);
      });
      signal.addEventListener("abort", giveUp, { once: true });
      try {
        return await Promise.race([promise, gone]);
      } finally {
        signal.removeEventListener("abort", giveUp);
        waiting -= 1;
        if (waiting === 0 && signal.aborted) {
          onAbandoned();
          abandoned.abort(signal.reason);
        }
      }
    },
  };
}
