import { isFrame, jpegSegments } from "./jpeg-segments.ts";

const APP0 = 0xe0;
const APP14 = 0xee;

/**
 * Whether a JPEG of three components holds red, green and blue as they are, and not YCbCr. libjpeg (jdapimin.c,
 * `default_decompress_parms`): a JFIF file never does; Adobe's marker says it; else the names of the components do.
 */
export function isStoredAsRgb(bytes: Uint8Array): boolean {
  let adobe: number | undefined;
  let names = "";
  for (const { marker, data } of jpegSegments(bytes)) {
    if (marker === APP0 && text(data, 0, 5) === "JFIF\0") return false;
    if (marker === APP14 && text(data, 0, 5) === "Adobe" && data.length >= 12) adobe = data[11];
    if (isFrame(marker) && data[5] === 3) names = String.fromCharCode(data[6] ?? 0, data[9] ?? 0, data[12] ?? 0);
  }
  if (names === "") return false;
  return adobe === undefined ? names === "RGB" : adobe === 0;
}

function text(data: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...data.subarray(from, to));
}
