import { createRandom } from "@understudy/test-sources/random";

/** Body sizes that the secondary serves, by the name that a scenario calls them, in bytes. */
export const SIZES = { "2k": 2_000, "20k": 20_000, "1m": 1_000_000, "16m": 16_000_000 } as const;

export type SizeName = keyof typeof SIZES;

/**
 * `whole`: at once. `slow`: after {@link SLOW_MS}. `cut`: half of the body, then the connection is closed. `held`: all
 * but the last {@link HELD_BYTES}, then a byte every {@link HELD_MS}.
 */
export type Behaviour = "whole" | "slow" | "cut" | "held";

/** How long the secondary waits before a slow answer, milliseconds. */
export const SLOW_MS = 100;

/** What a held answer lacks: so little that a proxy which passes on full buffers only has passed on the head. */
export const HELD_BYTES = 2_000;

/**
 * The pace of a held answer, milliseconds a byte: it never ends while it is measured, nor does anybody take it for
 * stalled.
 */
export const HELD_MS = 5_000;

/** The request target of an answer, in the form of an image request. The secondary does not look at the query. */
export function targetOf(size: SizeName, behaviour: Behaviour = "whole"): string {
  return `/is/image/${behaviour}/${size}?wid=400&fmt=jpeg`;
}

/** The body of a size: the same bytes in every process, and not to be compressed. */
export function bodyOf(size: SizeName): Buffer {
  const random = createRandom(1);
  const words = Uint32Array.from({ length: Math.ceil(SIZES[size] / 4) }, () => random() * 2 ** 32);
  return Buffer.from(words.buffer, 0, SIZES[size]);
}
