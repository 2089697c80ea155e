import type { TextExpectation } from "../format/expectation.ts";
import type { Mismatch } from "./result.ts";

/** Collects what is not as expected, below a common place such as `request 1, client`. */
export interface MismatchList {
  readonly found: readonly Mismatch[];
  /** Notes a mismatch unless the condition holds. */
  check(holds: boolean, where: string, expected: unknown, got: unknown): void;
  /** Notes what of a text is not as expected. */
  checkText(where: string, expected: TextExpectation, got: string | undefined): void;
}

/** An empty list. */
export function createMismatchList(place: string): MismatchList {
  const found: Mismatch[] = [];
  function check(holds: boolean, where: string, expected: unknown, got: unknown): void {
    if (!holds) found.push({ where: `${place}, ${where}`, expected: shown(expected), got: shown(got) });
  }
  return {
    found,
    check,
    checkText(where, expected, got) {
      const text = got ?? "";
      const present = got !== undefined;
      const lower = text.toLowerCase();
      if (expected.is !== undefined) check(present && text === expected.is, where, expected.is, got);
      if (expected.contains !== undefined) {
        check(lower.includes(expected.contains.toLowerCase()), where, `contains ${expected.contains}`, got);
      }
      if (expected.matches !== undefined) {
        check(present && new RegExp(expected.matches, "is").test(text), where, `matches /${expected.matches}/i`, got);
      }
      for (const word of expected.lacks ?? []) {
        check(!lower.includes(word.toLowerCase()), where, `without ${JSON.stringify(word)}`, got);
      }
    },
  };
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const UNPRINTABLE = /[\x00-\x09\x0b-\x1f\x7f-\x9f]/g;

function escaped(letter: string): string {
  return `\\x${letter.charCodeAt(0).toString(16).padStart(2, "0")}`;
}

function shown(value: unknown): string {
  if (value === undefined) return "nothing";
  const text = (typeof value === "string" ? value : JSON.stringify(value)).replace(UNPRINTABLE, escaped);
  return text.length > 400 ? `${text.slice(0, 400)}… (${text.length} characters)` : text;
}
