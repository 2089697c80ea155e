/**
 * Calls back when the event loop has looked for input once more: what was in the kernel's buffers has been read by
 * then.
 *
 * Node does that between two rounds of `setImmediate`, Bun between three. Deno runs one round after the other without
 * looking, and looks before a round of timers, but not when timers of the same moment are due.
 */
export const afterPoll: (callback: () => void) => void =
  "Deno" in globalThis
    ? (callback) => void setTimeout(() => void setTimeout(callback, 0), 0)
    : (callback) => void setImmediate(() => setImmediate(callback));
