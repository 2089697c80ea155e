import { corrupt, unsupported } from "./format-problem.ts";
import { checkDeclaredSize, type ImageHeader } from "./image-header.ts";
import { collectJpegProfile } from "./jpeg-profile.ts";

const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
const APP2 = 0xe2;

/** The frame types that the decoder does not implement; ITU-T T.81, table B.1. */
const UNSUPPORTED_FRAMES: Readonly<Record<number, string>> = {
  195: "lossless",
  197: "hierarchical",
  198: "hierarchical",
  199: "hierarchical",
  201: "arithmetic-coded",
  202: "arithmetic-coded",
  203: "arithmetic-coded",
  205: "hierarchical",
  206: "hierarchical",
  207: "hierarchical",
};

/**
 * Walks a JPEG's markers to the end of the image (ITU-T T.81, annex B). Nothing after that is looked at.
 *
 * The decoder implements baseline, extended sequential and progressive Huffman-coded frames of 8 bits with one or
 * three components; anything else is unsupported.
 *
 * @throws {FormatProblem}
 */
export function inspectJpeg(bytes: Uint8Array, maxPixels: number): ImageHeader {
  let size: { width: number; height: number } | undefined;
  let scans = 0;
  const profileSegments: Uint8Array[] = [];
  for (const { marker, data } of jpegSegments(bytes)) {
    if (marker === 0xc0 || marker === 0xc1 || marker === 0xc2) {
      size = checkFrame(data, maxPixels);
    } else if (marker in UNSUPPORTED_FRAMES) {
      throw unsupported(`it is ${UNSUPPORTED_FRAMES[marker]}`);
    } else if (marker === SOS) {
      if (size === undefined) throw corrupt("it has a scan without a frame");
      scans++;
    } else if (marker === APP2) {
      profileSegments.push(data);
    }
  }
  if (size === undefined || scans === 0) throw corrupt("it has no image data");
  const profile = collectJpegProfile(profileSegments);
  return { format: "jpeg", ...size, animated: false, ...(profile === undefined ? {} : { profile }) };
}

function* jpegSegments(bytes: Uint8Array): Generator<{ marker: number; data: Uint8Array }> {
  let at = 2;
  for (;;) {
    at = nextMarker(bytes, at);
    const marker = bytes[at - 1]!;
    if (marker === EOI) return;
    if (marker === SOI || marker === 1 || (marker >= 0xd0 && marker <= 0xd7)) continue;
    if (at + 2 > bytes.length) throw corrupt("its last segment is cut short");
    const length = (bytes[at]! << 8) | bytes[at + 1]!;
    if (length < 2 || at + length > bytes.length) throw corrupt(`its segment at ${at} reaches beyond the end`);
    yield { marker, data: bytes.subarray(at + 2, at + length) };
    at += length;
  }
}

/**
 * The position after the next marker. Entropy-coded data is skipped on the way: in it, a marker's first byte is
 * followed by 0 or is part of a restart marker. So are stray bytes between segments, as decoders do.
 */
function nextMarker(bytes: Uint8Array, start: number): number {
  let at = start;
  for (;;) {
    at = bytes.indexOf(0xff, at);
    if (at === -1 || at + 1 >= bytes.length) throw corrupt("it ends without an end-of-image marker");
    while (bytes[at + 1] === 0xff) at++;
    at += 2;
    if (bytes[at - 1] !== 0 && at <= bytes.length) return at;
  }
}

function checkFrame(data: Uint8Array, maxPixels: number): { width: number; height: number } {
  const components = data[5] ?? 0;
  if (data.length < 6 || data.length < 6 + components * 3) throw corrupt("its frame header is cut short");
  const height = (data[1]! << 8) | data[2]!;
  const width = (data[3]! << 8) | data[4]!;
  if (height === 0 && width > 0) throw unsupported("its height comes after its data (DNL)");
  checkDeclaredSize(width, height, maxPixels);
  if (data[0] !== 8) {
    throw data[0] === 12 || data[0] === 16 ? unsupported(`it has ${data[0]} bits`) : corrupt(`it has ${data[0]} bits`);
  }
  if (components === 0) throw corrupt("it has no components");
  if (components === 4) throw unsupported("it is CMYK");
  if (components !== 1 && components !== 3) throw unsupported(`it has ${components} components`);
  checkSampling(data.subarray(6), components);
  return { width, height };
}

/** The decoder scales components up by whole factors only. */
function checkSampling(specifications: Uint8Array, components: number): void {
  const factors = Array.from({ length: components }, (_, index) => specifications[index * 3 + 1]!);
  const across = factors.map((factor) => factor >> 4);
  const down = factors.map((factor) => factor & 15);
  if ([...across, ...down].some((factor) => factor < 1 || factor > 4)) throw corrupt("its sampling factors are wrong");
  const whole = (all: number[]) => all.every((factor) => Math.max(...all) % factor === 0);
  if (!whole(across) || !whole(down)) throw unsupported("its sampling factors are not whole multiples");
}
