import { breaks } from "../bytes/format-problem.ts";
import { latin1 } from "../bytes/latin1.ts";

const corrupt = breaks('OpenType, "GSUB header" and "GPOS header"');

const HEADER_BYTES = 10;
const FEATURE_RECORD_BYTES = 6;
/** Features that move glyphs, which only GPOS has; OpenType specification, "Registered features". */
const MOVING = new Set([
  "kern",
  "mark",
  "mkmk",
  "curs",
  "cpsp",
  "dist",
  "abvm",
  "blwm",
  "palt",
  "halt",
  "vpal",
  "valt",
]);

/**
 * Checks the head of a GSUB or GPOS table: where its three lists are.
 *
 * OpenType specification, "GSUB header", "GPOS header", "Feature list table".
 *
 * @returns the names of its features
 * @throws {FormatProblem} corrupt
 */
export function checkLayoutTable(tag: "GSUB" | "GPOS", table: Uint8Array): string[] {
  if (table.length < HEADER_BYTES || uint16(table, 0) !== 1 || uint16(table, 2) > 1) {
    throw corrupt(`its ${tag} table has another version`);
  }
  const [scripts, features, lookups] = [uint16(table, 4), uint16(table, 6), uint16(table, 8)];
  const lists = [scripts, features, lookups];
  // A table without rules has none of the three, any other one has all.
  if (lists.every((offset) => offset === 0)) return [];
  if (lists.some((offset) => offset < HEADER_BYTES || offset + 2 > table.length)) {
    throw corrupt(`a list of its ${tag} table lies outside`);
  }
  const count = uint16(table, features);
  if (features + 2 + count * FEATURE_RECORD_BYTES > table.length)
    throw corrupt(`its ${tag} table claims ${count} features`);
  const names: string[] = [];
  for (let index = 0; index < count; index++) {
    const at = features + 2 + index * FEATURE_RECORD_BYTES;
    const name = latin1(table, at, at + 4);
    names.push(name);
  }
  return names;
}

/**
 * Whether the two layout tables of a font are in each other's place: all features of the one move glyphs, and none of the
 * other does. One alone proves nothing, as fonts name substitutions as they like.
 */
export function areExchanged(substitutions: readonly string[], positions: readonly string[]): boolean {
  if (substitutions.length === 0 || positions.length === 0) return false;
  return substitutions.every((name) => MOVING.has(name)) && !positions.some((name) => MOVING.has(name));
}

function uint16(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
}
