/** A random number from 0 up to, not including, 1. */
export type Random = () => number;

/** Numbers at which fields turn over, or which no file holds as many of. */
const EDGES = [0, 1, 2, 0x7f, 0x80, 0xff, 0x100, 0x7fff, 0x8000, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xffffffff];
const MOST_MUTATIONS = 6;
/** Bytes that are taken out, doubled or put in at once. */
const LONGEST_RUN = 200;

type Mutation = (bytes: Uint8Array, random: Random, others: readonly Uint8Array[]) => Uint8Array;

const below = (random: Random, limit: number) => Math.floor(random() * limit);
const pick = <T>(random: Random, from: readonly T[]): T => from[below(random, from.length)]!;

/** A part of a file. */
function part(bytes: Uint8Array, random: Random): [start: number, end: number] {
  const start = below(random, bytes.length);
  return [start, Math.min(bytes.length, start + 1 + below(random, LONGEST_RUN))];
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((each) => [...each]));
}

/** A number of 1, 2, 4 or 8 bytes in either order, near the beginning more often, where headers are. */
function setNumber(bytes: Uint8Array, random: Random): Uint8Array {
  const changed = bytes.slice();
  const size = pick(random, [1, 2, 2, 4, 4, 4, 8]);
  const at = below(random, random() < 0.5 ? Math.min(bytes.length, 400) : bytes.length);
  const value = random() < 0.7 ? pick(random, EDGES) : below(random, bytes.length * 2);
  const little = random() < 0.5;
  for (let byte = 0; byte < size && at + byte < bytes.length; byte++) {
    const shift = little ? byte : size - 1 - byte;
    changed[at + byte] = Math.floor(value / 2 ** (8 * shift)) & 255;
  }
  return changed;
}

const MUTATIONS: readonly Mutation[] = [
  (bytes, random) => {
    const changed = bytes.slice();
    changed[below(random, bytes.length)]! ^= 1 << below(random, 8);
    return changed;
  },
  (bytes, random) => {
    const changed = bytes.slice();
    changed[below(random, bytes.length)] = below(random, 256);
    return changed;
  },
  setNumber,
  setNumber,
  (bytes, random) => bytes.slice(0, 1 + below(random, bytes.length)),
  (bytes, random) => {
    const [start, end] = part(bytes, random);
    return joined(bytes.subarray(0, start), bytes.subarray(end));
  },
  (bytes, random) => {
    const [start, end] = part(bytes, random);
    return joined(bytes.subarray(0, end), bytes.subarray(start));
  },
  (bytes, random) => {
    const [start, end] = part(bytes, random);
    return bytes.slice().fill(pick(random, [0, 0xff, 0x41]), start, end);
  },
  (bytes, random) => {
    const [start, end] = part(bytes, random);
    return bytes.slice().copyWithin(below(random, bytes.length), start, end);
  },
  (bytes, random, others) => {
    const other = pick(random, others);
    const [start, end] = part(other, random);
    const at = below(random, bytes.length);
    return joined(bytes.subarray(0, at), other.subarray(start, end), bytes.subarray(at));
  },
  (bytes, random, others) => {
    const other = pick(random, others);
    return joined(bytes.subarray(0, below(random, bytes.length)), other.subarray(below(random, other.length)));
  },
];

/**
 * A file with one or some things changed in it.
 *
 * @param others files of its kind, from which parts are taken
 */
export function mutated(bytes: Uint8Array, random: Random, others: readonly Uint8Array[]): Uint8Array {
  let changed = bytes;
  for (let left = 1 + below(random, MOST_MUTATIONS); left > 0 && changed.length > 0; left--) {
    changed = pick(random, MUTATIONS)(changed, random, others);
  }
  return changed;
}
