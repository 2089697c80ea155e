import { latin1 } from "../bytes/latin1.ts";
import { rootElement } from "./markup.ts";

/** Image formats that are known by their first bytes. */
export type ImageFormat =
  | "jpeg"
  | "png"
  | "gif"
  | "webp"
  | "tiff"
  | "bmp"
  | "jpeg2000"
  | "jpegxl"
  | "jpegxr"
  | "avif"
  | "heif"
  | "psd"
  | "svg"
  | "pdf"
  | "eps"
  | "ico"
  | "pnm"
  | "xbm"
  | "os2-bitmap"
  | "openexr"
  | "fits"
  | "unknown";

/** Format, offset, bytes as Latin-1 text. Longer signatures first where one begins another. */
const SIGNATURES: readonly (readonly [ImageFormat, number, string])[] = [
  ["jpeg", 0, "\xff\xd8\xff"],
  ["png", 0, "\x89PNG\r\n\x1a\n"],
  ["gif", 0, "GIF87a"],
  ["gif", 0, "GIF89a"],
  ["tiff", 0, "II*\0"],
  ["tiff", 0, "MM\0*"],
  ["tiff", 0, "II+\0"],
  ["tiff", 0, "MM\0+"],
  ["jpeg2000", 0, "\0\0\0\x0cjP  \r\n\x87\n"],
  ["jpeg2000", 0, "\xff\x4f\xff\x51"],
  ["jpegxl", 0, "\0\0\0\x0cJXL \r\n\x87\n"],
  ["jpegxl", 0, "\xff\x0a"],
  ["jpegxr", 0, "II\xbc"],
  ["psd", 0, "8BPS\0"],
  ["pdf", 0, "%PDF-"],
  ["eps", 0, "%!PS"],
  ["eps", 0, "\xc5\xd0\xd3\xc6"],
  ["ico", 0, "\0\0\x01\0"],
  ["openexr", 0, "v/1\x01"],
  ["fits", 0, "SIMPLE  ="],
  ["ico", 0, "\0\0\x02\0"],
  ["xbm", 0, "#define "],
];

/** Brands of ISO base media files (ISO/IEC 14496-12, "ftyp") that hold still images. */
const AVIF_BRANDS = new Set(["avif", "avis"]);
const HEIF_BRANDS = new Set(
  "heic heix heim heis hevc hevm hevs hevx mif1 mif2 mif3 msf1 miaf jpeg jpgs avci avcs j2ki j2is crx ".split(" "),
);

/** Which format a file has, by its content and never by its name. */
export function identify(bytes: Uint8Array): ImageFormat {
  const head = latin1(bytes, 0, 32);
  for (const [format, offset, signature] of SIGNATURES) if (head.startsWith(signature, offset)) return format;
  if (head.startsWith("RIFF") && head.startsWith("WEBP", 8)) return "webp";
  if (head.startsWith("ftyp", 4)) return isoBrand(bytes);
  if (isBitmap(bytes, head)) return "bmp";
  if (isPortableMap(head)) return "pnm";
  if (isBitmapArray(head)) return "os2-bitmap";
  return rootElement(bytes) === "svg" ? "svg" : "unknown";
}

function isoBrand(bytes: Uint8Array): ImageFormat {
  const size = bytes.length < 16 ? 0 : new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
  const brands = [latin1(bytes, 8, 12)];
  for (let at = 16; at + 4 <= Math.min(size, bytes.length, 256); at += 4) brands.push(latin1(bytes, at, at + 4));
  if (brands[0] === "jxl ") return "jpegxl";
  if (brands.some((brand) => AVIF_BRANDS.has(brand))) return "avif";
  return brands.some((brand) => HEIF_BRANDS.has(brand)) ? "heif" : "unknown";
}

/** OS/2: an array of bitmaps, icons or pointers, the header of the first of which follows. */
function isBitmapArray(head: string): boolean {
  return head.startsWith("BA") && ["BM", "IC", "PT", "CI", "CP"].includes(head.slice(14, 16));
}

/** Netpbm: P1 to P7 and white space; netpbm.sourceforge.net, "pnm" and "pam". */
function isPortableMap(head: string): boolean {
  return /^P[1-7FfHh]\s/.test(head);
}

/** "BM" alone is how many a text begins; the size of the second header decides. */
function isBitmap(bytes: Uint8Array, head: string): boolean {
  if (!head.startsWith("BM") || bytes.length < 18) return false;
  const headerSize = new DataView(bytes.buffer, bytes.byteOffset).getUint32(14, true);
  return [12, 16, 40, 52, 56, 64, 108, 124].includes(headerSize);
}
