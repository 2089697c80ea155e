import { checkBytes } from "../bytes/check-bytes.ts";
import { type FontFormat, identifyFont, inspectFont } from "../font/sfnt.ts";
import { unpackFont } from "../font/unpack-font.ts";
import { type Check, checked } from "./check.ts";

/** What a font that is fine says of itself. */
export interface FontFacts {
  readonly format: FontFormat;
}

/**
 * Says whether a font is damaged: its table directory, the tables that drawing needs, their checksums, and that their
 * counts fit each other.
 *
 * TrueType, OpenType, WOFF and the first font of a collection are read; WOFF2 is unsupported.
 *
 * @param bytes the whole file
 * @returns `fine` with its facts, `corrupt` with the rule of OpenType or WOFF that is broken, or `unsupported`
 * @throws {OptionError} for bytes that are none
 */
export function checkFont(bytes: Uint8Array): Check<FontFacts> {
  checkBytes(bytes);
  return checked(() => {
    inspectFont(unpackFont(bytes));
    return { format: identifyFont(bytes) };
  });
}
