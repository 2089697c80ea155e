import type { Seeded } from "../seeded.ts";
import type { Damage } from "./damage-kind.ts";
import { splice } from "./splice.ts";

/** Where the headers of most files are. */
const HEADER_BYTES = 48;
const MOST_LOST = 512;
/** What file systems lose at a time. */
const BLOCK_BYTES = 512;

/** Damage that needs no knowledge of the format. */
export const ANY_FILE: readonly Damage[] = [
  { kind: "cut", apply: (bytes, random) => bytes.slice(0, random.below(bytes.length)) },
  { kind: "cut-end", apply: (bytes, random) => bytes.slice(0, -random.between(1, Math.min(12, bytes.length))) },
  { kind: "zeros", apply: (bytes, random) => overwritten(bytes, random, (count) => new Uint8Array(count)) },
  { kind: "noise", apply: (bytes, random) => overwritten(bytes, random, (count) => random.bytes(count)) },
  {
    kind: "lost-block",
    apply: (bytes, random) => {
      if (bytes.length <= BLOCK_BYTES) return undefined;
      const start = random.between(0, Math.floor((bytes.length - 1) / BLOCK_BYTES)) * BLOCK_BYTES;
      return bytes.slice().fill(0, start, start + BLOCK_BYTES);
    },
  },
  { kind: "zero-tail", apply: (bytes, random) => bytes.slice().fill(0, random.below(bytes.length)) },
  { kind: "flip-header", apply: (bytes, random) => flipped(bytes, random, 0, HEADER_BYTES) },
  { kind: "flip-data", apply: (bytes, random) => flipped(bytes, random, HEADER_BYTES, bytes.length) },
  {
    kind: "removed",
    apply: (bytes, random) => {
      const at = random.below(bytes.length);
      return splice(bytes, at, random.between(1, Math.min(MOST_LOST, bytes.length - at)));
    },
  },
  {
    kind: "inserted",
    apply: (bytes, random) => splice(bytes, random.below(bytes.length), 0, random.bytes(random.between(1, 64))),
  },
];

function overwritten(bytes: Uint8Array, random: Seeded, content: (count: number) => Uint8Array): Uint8Array {
  const count = random.between(1, Math.min(MOST_LOST, bytes.length));
  const changed = bytes.slice();
  changed.set(content(count), random.between(0, bytes.length - count));
  return changed;
}

function flipped(bytes: Uint8Array, random: Seeded, first: number, end: number): Uint8Array | undefined {
  if (first >= Math.min(end, bytes.length)) return undefined;
  const at = random.between(first, Math.min(end, bytes.length) - 1);
  const changed = bytes.slice();
  changed[at] = changed[at]! ^ (1 << random.below(8));
  return changed;
}
