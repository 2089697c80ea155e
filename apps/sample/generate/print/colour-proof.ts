import type { Picture } from "../painter/photograph.ts";
import { createSheet } from "./sheet.ts";

/** A printer's proof: bars in ink colours and greys. Plain areas only, so that it packs well. */
export function colourProof(): Picture {
  const sheet = createSheet(1600, 1000, 0xffffff);
  const inks = [0x00a0c6, 0xd6247a, 0xf7d308, 0x1d1d1b, 0xc8382c, 0x2f8f4e, 0x33419a, 0x8a5a30];
  for (const [index, ink] of inks.entries()) sheet.box(100 + index * 178, 100, 154, 420, ink);
  for (let grey = 0; grey < 16; grey++) sheet.box(100 + grey * 87.5, 600, 87.5, 300, (255 - grey * 17) * 0x010101);
  return sheet.picture;
}
