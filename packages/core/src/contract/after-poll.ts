interface Immediates {
  readonly setImmediate?: (callback: () => void) => unknown;
}

/**
 * Calls back when the event loop has looked for input once more: what was in the kernel's buffers has been read by then. For transports and
 * what waits for them.
 *
 * Node looks between two rounds of `setImmediate`, Bun between three. Deno runs one such round after the other without looking, and looks
 * before a round of timers, but not when timers of the same moment are due.
 */
export function afterPoll(callback: () => void): void {
  const { setImmediate } = globalThis as Immediates;
  if (setImmediate === undefined || "Deno" in globalThis) setTimeout(() => void setTimeout(callback, 0), 0);
  else setImmediate(() => void setImmediate(callback));
}
