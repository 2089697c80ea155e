import { createRandom } from "@understudy/test-sources/random";

/** What an answer of the secondary has to become: whole, told to be broken, or either where no runtime can know. */
export type Fate = "whole" | "broken" | "either";

interface Kind {
  readonly fate: Fate;
  /** How often it comes, in proportion to the others. */
  readonly weight: number;
  /** Without a body, whatever the secondary promises. */
  readonly empty?: boolean;
}

/** The kinds of answers of the secondary. */
export const KINDS = {
  length: { fate: "whole", weight: 30 },
  chunked: { fate: "whole", weight: 20 },
  "padded-chunks": { fate: "whole", weight: 6 },
  "until-close": { fate: "whole", weight: 6 },
  "status-204": { fate: "whole", weight: 2, empty: true },
  "status-205": { fate: "whole", weight: 2, empty: true },
  "status-304": { fate: "whole", weight: 2, empty: true },
  "status-404": { fate: "whole", weight: 2 },
  head: { fate: "whole", weight: 4, empty: true },
  "interim-first": { fate: "whole", weight: 4 },
  trailers: { fate: "whole", weight: 4 },
  drip: { fate: "whole", weight: 2 },
  "huge-field": { fate: "whole", weight: 1 },
  "in-single-bytes": { fate: "whole", weight: 1 },
  "keep-alive-hint": { fate: "whole", weight: 4 },
  "late-408": { fate: "whole", weight: 2 },
  leftovers: { fate: "whole", weight: 3 },
  "reset-after": { fate: "either", weight: 2 },
  "short-end": { fate: "broken", weight: 2 },
  "short-reset": { fate: "broken", weight: 2 },
  "no-last-chunk": { fate: "broken", weight: 2 },
  "bad-chunk": { fate: "broken", weight: 2 },
  "bad-head": { fate: "broken", weight: 2 },
  "two-lengths": { fate: "broken", weight: 1 },
  "reset-before": { fate: "broken", weight: 2 },
  "reset-in-chunks": { fate: "broken", weight: 2 },
  "reset-until-close": { fate: "broken", weight: 3 },
  "end-in-head": { fate: "broken", weight: 2 },
  "interim-then-end": { fate: "broken", weight: 1 },
  "hang-before-head": { fate: "broken", weight: 0.1 },
  "hang-in-head": { fate: "broken", weight: 0.1 },
  "hang-in-body": { fate: "broken", weight: 0.1 },
} as const satisfies Record<string, Kind>;

export type KindName = keyof typeof KINDS;

/** What a client does, by how often. */
const MANNERS = {
  keep: 55,
  pipeline: 17,
  "http-1.0": 8,
  close: 5,
  slow: 5,
  "leave-before-head": 5,
  "leave-in-body": 5,
} as const;

export type Manner = keyof typeof MANNERS;

/** A request, and what becomes of it; the same for the same seed and number. */
export interface Exchange {
  readonly id: number;
  readonly kind: KindName;
  readonly fate: Fate;
  readonly method: "GET" | "HEAD";
  /** What the secondary's representation is, and what a whole answer carries of it. */
  readonly bodyBytes: number;
  readonly carriedBytes: number;
  /** A number of its own for whatever else is left to chance. */
  readonly chance: number;
}

/** Consecutive requests that one client sends. */
export const REQUESTS_OF_A_CLIENT = 8;

const LARGE_ONE_IN = 32;
const SMALL_BYTES = 6_000;
const LARGE_BYTES = 240_000;

const kinds = table(Object.entries(KINDS).map(([name, { weight }]) => [name as KindName, weight]));
const manners = table(Object.entries(MANNERS) as [Manner, number][]);

/** The request of this number. */
export function exchangeOf(seed: number, id: number): Exchange {
  const random = randomOf(seed, id);
  const kind = pick(kinds, random());
  const { fate, empty = false }: Kind = KINDS[kind];
  // A body that breaks has at least a part that comes and a part that does not.
  const bodyBytes = 16 + Math.floor(random() * (random() < 1 / LARGE_ONE_IN ? LARGE_BYTES : SMALL_BYTES));
  const method = kind === "head" ? "HEAD" : "GET";
  return { id, kind, fate, method, bodyBytes, carriedBytes: empty ? 0 : bodyBytes, chance: random() };
}

/** What the client does that sends this request and its neighbours. */
export function mannerOf(seed: number, id: number): Manner {
  return pick(manners, randomOf(seed, -1 - Math.floor(id / REQUESTS_OF_A_CLIENT))());
}

/** The body of the secondary: bytes that no other request has. */
export function bodyOf(seed: number, { id, bodyBytes }: Exchange): Buffer {
  const words = new Uint32Array(Math.ceil(bodyBytes / 4));
  let state = (Math.imul(id + 1, 0x9e3779b1) ^ Math.imul(seed, 0x85ebca6b)) | 1;
  for (let index = 0; index < words.length; index++) {
    // xorshift32
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    words[index] = state;
  }
  return Buffer.from(words.buffer, 0, bodyBytes);
}

function randomOf(seed: number, number: number): () => number {
  return createRandom(Math.imul(seed, 0x9e3779b1) ^ Math.imul(number, 0x85ebca6b));
}

function table<T>(weights: readonly [T, number][]): readonly [T, number][] {
  const sum = weights.reduce((total, [, weight]) => total + weight, 0);
  let upTo = 0;
  return weights.map(([name, weight]) => {
    upTo += weight / sum;
    return [name, upTo];
  });
}

function pick<T>(choices: readonly [T, number][], chance: number): T {
  return (choices.find(([, upTo]) => chance < upTo) ?? choices.at(-1)!)[0];
}
