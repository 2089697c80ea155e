import { latin1 } from "../bytes/latin1.ts";

/** Bytes of the beginning that are looked at: comments and a document type can come before the root element. */
const MOST_LOOKED_AT = 16_384;

/** What XML and HTML allow before the root element: how it begins and how it ends. */
const SKIPPED: readonly (readonly [string, string])[] = [
  ["<!--", "-->"],
  ["<?", "?>"],
];

/**
 * The name of the root element of an XML or HTML file, in lower case and without its prefix, `!doctype html` counting
 * as one; undefined for what is no markup. UTF-8, UTF-16 and UTF-32 are read, with and without a byte order mark.
 */
export function rootElement(bytes: Uint8Array): string | undefined {
  const text = asciiOf(bytes);
  let at = 0;
  for (;;) {
    while (/\s/.test(text[at] ?? "")) at++;
    const skipped = SKIPPED.find(([start]) => text.startsWith(start, at));
    if (skipped !== undefined) {
      const end = text.indexOf(skipped[1], at + skipped[0].length);
      if (end === -1) return undefined;
      at = end + skipped[1].length;
    } else if (/^<!doctype\s/i.test(text.slice(at, at + 10))) {
      const name = /^\s*([\w.-]+)/.exec(text.slice(at + 9, at + 100))?.[1]?.toLowerCase();
      if (name === "html") return name;
      const end = doctypeEnd(text, at);
      // The rest of a long internal subset is not looked at: the document type names the root element.
      if (end === undefined) return name;
      at = end;
    } else {
      return /^<(?:[\w.-]+:)?([A-Za-z][\w.-]*)[\s/>]/.exec(text.slice(at, at + 200))?.[1]?.toLowerCase();
    }
  }
}

/** The place after a document type declaration, whose internal subset has declarations of its own; XML 1.0, 2.8. */
function doctypeEnd(text: string, start: number): number | undefined {
  let depth = 0;
  let quote = "";
  for (let at = start; at < text.length; at++) {
    const character = text[at]!;
    if (quote !== "") {
      if (character === quote) quote = "";
    } else if (character === '"' || character === "'") quote = character;
    else if (character === "[" || character === "<") depth++;
    else if (character === "]") depth--;
    else if (character === ">" && --depth === 0) return at + 1;
  }
  return undefined;
}

/**
 * The beginning as text in which only ASCII counts. Of the wider encodings the NULs are left out, which makes one of
 * all of them; binary files with as many NULs begin with no `<`.
 */
function asciiOf(bytes: Uint8Array): string {
  const text = latin1(bytes, 0, MOST_LOOKED_AT).replace(
    /^(?:\xef\xbb\xbf|\xff\xfe\0\0|\0\0\xfe\xff|\xff\xfe|\xfe\xff)/,
    "",
  );
  const isWide = /^(?:<\0|\0{1,3}<)/.test(text);
  return isWide ? text.replaceAll("\0", "") : text;
}
