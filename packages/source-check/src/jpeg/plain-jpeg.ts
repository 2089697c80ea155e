import { joinBytes } from "../bytes/concat.ts";

const SOI_BYTES = 2;
const EOI = 0xd9;
const SOS = 0xda;
const DNL = 0xdc;
const END = Uint8Array.of(0xff, EOI);

/**
 * The same picture as a file that every decoder takes: with an end-of-image marker and nothing behind it, and without a
 * height that comes again after the data (DNL). A file that has none of this is handed back as it is.
 *
 * @param jpeg a file that was found sound
 */
export function plainJpeg(jpeg: Uint8Array): Uint8Array {
  const kept: Uint8Array[] = [];
  let from = 0;
  // What comes between a height that is left out and the next marker would be taken for data.
  let isSkipping = false;
  for (let at = SOI_BYTES; ; ) {
    at = jpeg.indexOf(0xff, at);
    const marker = at === -1 ? undefined : jpeg[at + 1];
    if (marker === undefined) {
      const end = isSkipping ? from : at === -1 ? jpeg.length : at;
      return joinBytes([...kept, jpeg.subarray(from, end), END]);
    }
    // Filled up, and stuffed.
    if (marker === 0xff || marker === 0) {
      at += marker === 0 ? 2 : 1;
      continue;
    }
    if (isSkipping) from = at;
    isSkipping = marker === DNL;
    if (marker === EOI) {
      if (kept.length === 0 && at + 2 === jpeg.length) return jpeg;
      return joinBytes([...kept, jpeg.subarray(from, at + 2)]);
    }
    // Without a length: TEM, RST, SOI.
    if (marker === 1 || (marker >= 0xd0 && marker <= 0xd8)) at += 2;
    else {
      const end = at + 2 + ((jpeg[at + 2] ?? 0) << 8) + (jpeg[at + 3] ?? 0);
      if (marker === DNL) {
        kept.push(jpeg.subarray(from, at));
        from = jpeg.length;
      }
      at = marker === SOS || end > at + 2 ? end : at + 2;
    }
  }
}
