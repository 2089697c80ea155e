import { expect, test } from "vitest";
import { TERMINAL_CHARACTERS } from "./terminal-characters.ts";

const found = new RegExp(`[${TERMINAL_CHARACTERS}]`);

test.each([0, 9, 10, 0x1b, 0x7f, 0x85, 0x9b, 0x61c, 0x200e, 0x2028, 0x202e, 0x2066, 0x2069])("U+%s is one", (code) => {
  expect(found.test(String.fromCodePoint(code))).toBe(true);
});

test("letters, spaces and signs of any script are none", () => {
  expect(found.test("a b % ~ \u00a0 Größe שלום 漢字 \u{1f600}")).toBe(false);
});
