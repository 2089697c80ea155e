/** So that growing is never a long stop: only one part grows at a time. A power of two. */
const PARTS = 64;
const PART_SHIFT = 26;
const FIRST_SLOTS = 8;

/**
 * Finds the row of a key: an open hash table of numbers beside the file's own bytes, 16 to 32 bytes a row. A `Map` of
 * a million records takes some 200, and the garbage collector has to go through it.
 */
export class KeyIndex {
  /** Each part holds pairs of hash and row, so that a look needs one cache line. Row 0 = free. */
  readonly #parts: Uint32Array[] = Array.from({ length: PARTS }, () => new Uint32Array(2 * FIRST_SLOTS));
  readonly #used = new Uint32Array(PARTS);
  readonly #keyOf: (row: number) => string;

  /** @param keyOf gives the key of a row that was added */
  constructor(keyOf: (row: number) => string) {
    this.#keyOf = keyOf;
  }

  /** Number of different keys. */
  get size(): number {
    return this.#used.reduce((sum, used) => sum + used, 0);
  }

  /**
   * Adds a row, a whole number from 1 to 2^32 - 1.
   *
   * @returns whether another row had the key, which is now replaced
   */
  set(key: string, row: number): boolean {
    const hash = hashOf(key);
    const part = hash >>> PART_SHIFT;
    let slots = this.#parts[part]!;
    let slot = this.#slotOf(slots, key, hash);
    const replaced = slots[slot + 1] !== 0;
    if (!replaced && ++this.#used[part]! * 4 > slots.length) {
      slots = grown(slots);
      this.#parts[part] = slots;
      slot = this.#slotOf(slots, key, hash);
    }
    slots[slot] = hash;
    slots[slot + 1] = row;
    return replaced;
  }

  /** The row that was added last with a key; undefined = none. */
  find(key: string): number | undefined {
    const hash = hashOf(key);
    const slots = this.#parts[hash >>> PART_SHIFT]!;
    return slots[this.#slotOf(slots, key, hash) + 1] || undefined;
  }

  /** Where a key is, or the free place where it belongs. */
  #slotOf(slots: Uint32Array, key: string, hash: number): number {
    const mask = slots.length - 2;
    let slot = (hash << 1) & mask;
    for (;;) {
      const row = slots[slot + 1]!;
      if (row === 0 || (slots[slot] === hash && this.#keyOf(row) === key)) return slot;
      slot = (slot + 2) & mask;
    }
  }
}

function grown(old: Uint32Array): Uint32Array {
  const slots = new Uint32Array(old.length * 2);
  const mask = slots.length - 2;
  for (let from = 0; from < old.length; from += 2) {
    if (old[from + 1] === 0) continue;
    let slot = (old[from]! << 1) & mask;
    while (slots[slot + 1] !== 0) slot = (slot + 2) & mask;
    slots[slot] = old[from]!;
    slots[slot + 1] = old[from + 1]!;
  }
  return slots;
}

/** FNV-1a over the UTF-16 code units, mixed once more because both ends of it choose the place. */
function hashOf(key: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < key.length; index++) hash = Math.imul(hash ^ key.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (hash ^ (hash >>> 13)) >>> 0;
}
