import { Pair, parseLines } from "dot-properties";
import type { ConfigurationNotice } from "./configuration.ts";

/** One `key=value` of a properties file. */
export interface PropertyEntry {
  readonly key: string;
  readonly value: string;
  /** 1-based line of the key. */
  readonly line: number;
}

/**
 * Reads Java properties, keeping the line of each key. A key may begin with a section of the IS manual, `PS::`, `IS::`
 * or `TC::`, although a plain colon would end a key in this format. A `\u` that is not followed by four hexadecimal
 * digits is an error, as in Java.
 */
export function parseProperties(
  text: string,
  file: string,
): { entries: readonly PropertyEntry[]; notices: readonly ConfigurationNotice[] } {
  const entries: PropertyEntry[] = [];
  const notices: ConfigurationNotice[] = [];
  const lineAt = lineCounter(text);
  for (const node of parseLines(text, true)) {
    if (!(node instanceof Pair) || node.range?.length !== 4) continue;
    const [start, keyEnd, , end] = node.range;
    const line = lineAt(start);
    const badEscape = malformedUnicodeEscape(text.slice(start, end));
    if (badEscape) {
      notices.push({
        severity: "error",
        file,
        line: line + badEscape.linesBefore,
        column: node.key,
        message: `${JSON.stringify(badEscape.escape)} is not a Unicode escape; allowed is \\u with four hexadecimal digits`,
      });
      continue;
    }
    const sectioned = withSection(node, text.slice(keyEnd, end));
    entries.push({ key: sectioned.key, value: sectioned.value, line });
  }
  return { entries, notices };
}

function withSection(pair: Pair, rest: string): { key: string; value: string } {
  if (!/^(PS|IS|TC)$/.test(pair.key) || !rest.startsWith("::")) return pair;
  const [inner] = parseLines(rest.slice(2), true);
  return inner instanceof Pair ? { key: `${pair.key}::${inner.key}`, value: inner.value } : pair;
}

function malformedUnicodeEscape(raw: string): { escape: string; linesBefore: number } | undefined {
  // Escapes are consumed in pairs, so that the second backslash of `\\u` does not begin one.
  for (const match of raw.matchAll(/\\(u[0-9a-fA-F]{4}|[\s\S])/g)) {
    if (match[1] !== "u") continue;
    const linesBefore = raw.slice(0, match.index).split(/\r\n|\r|\n/).length - 1;
    return { escape: raw.slice(match.index, match.index + 6).split(/[\r\n]/)[0] ?? "\\u", linesBefore };
  }
  return undefined;
}

/** Counts lines up to ascending offsets, each character once. */
function lineCounter(text: string): (offset: number) => number {
  let line = 1;
  let at = 0;
  return (offset) => {
    for (; at < offset; at++) {
      if (text[at] === "\n" || (text[at] === "\r" && text[at + 1] !== "\n")) line++;
    }
    return line;
  };
}
