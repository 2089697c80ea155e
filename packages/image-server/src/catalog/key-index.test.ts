import { expect, test } from "vitest";
import { KeyIndex } from "./key-index.ts";

function indexOf(keys: readonly string[]): { index: KeyIndex; replaced: string[] } {
  const index = new KeyIndex((row) => keys[row - 1]!);
  const replaced = keys.filter((key, place) => index.set(key, place + 1));
  return { index, replaced };
}

test("every key is found, others are not, over many growths", () => {
  const keys = Array.from({ length: 50_000 }, (_, row) => `product-${row}`);
  const { index, replaced } = indexOf(keys);
  expect(replaced).toEqual([]);
  expect(index.size).toBe(50_000);
  expect(keys.every((key, place) => index.find(key) === place + 1)).toBe(true);
  expect(["product-", "product-50000", "", "Product-1", "__proto__"].map((key) => index.find(key))).toEqual(
    Array.from({ length: 5 }),
  );
});

test("the last row of a key counts, and the earlier ones are told", () => {
  const { index, replaced } = indexOf(["a", "b", "a", "ä", "a"]);
  expect(replaced).toEqual(["a", "a"]);
  expect(index.size).toBe(3);
  expect([index.find("a"), index.find("b"), index.find("ä")]).toEqual([5, 2, 4]);
});

test("keys with one hash are kept apart", () => {
  // Found by trying: both have the same 32 bits.
  const keys = collidingKeys();
  const { index, replaced } = indexOf(keys);
  expect(replaced).toEqual([]);
  expect(keys.map((key) => index.find(key))).toEqual([1, 2]);
});

/** Two texts that FNV-1a gives the same value. */
function collidingKeys(): [string, string] {
  const seen = new Map<number, string>();
  for (let number = 0; ; number++) {
    const key = number.toString(36);
    let hash = 0x811c9dc5;
    for (const character of key) hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193);
    const other = seen.get(hash);
    if (other !== undefined) return [other, key];
    seen.set(hash, key);
  }
}
