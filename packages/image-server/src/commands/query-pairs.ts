import { CommandError } from "./command-error.ts";

/** One `name=value` of a query string, the value still encoded. */
export interface QueryPair {
  /** Decoded, as written. */
  readonly name: string;
  readonly rawValue: string;
}

/**
 * Splits a query string into commands. Empty ones and comments (`.text`) are dropped; a name whose escapes are
 * malformed is kept as written, because it cannot be one that the server knows.
 *
 * Protocol reference, "Image Serving HTTP protocol basic syntax".
 */
export function queryPairs(query: string): QueryPair[] {
  const pairs: QueryPair[] = [];
  for (const part of query.replace(/^\?/, "").split("&")) {
    if (part === "" || part.startsWith(".")) continue;
    const equals = part.indexOf("=");
    const rawName = equals === -1 ? part : part.slice(0, equals);
    pairs.push({ name: decodedOrRaw(rawName), rawValue: equals === -1 ? "" : part.slice(equals + 1) });
  }
  return pairs;
}

/**
 * The value of a command. A plus sign is a space: the protocol reference ("HTTP encoding") reserves it, so a
 * literal one arrives as `%2B`.
 *
 * @throws {CommandError} for an escape that is malformed or not UTF-8, and for a NUL character
 */
export function decodeValue(command: string, rawValue: string): string {
  let value: string;
  try {
    value = decodeURIComponent(rawValue.replaceAll("+", " "));
  } catch (cause) {
    throw new CommandError({ command, value: rawValue, allowed: "a value with escapes %00 to %FF in UTF-8", cause });
  }
  if (value.includes("\0")) {
    throw new CommandError({ command, value: rawValue, allowed: "a value without NUL characters" });
  }
  return value;
}

function decodedOrRaw(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
