import { breaks, checkDeclaredSize, checkWebp, type ImageHeader, unsupported } from "@understudy/source-check/decoder";
import { riffChunks } from "./file-chunks.ts";

const corrupt = breaks('RFC 9649, 2.7 "Extended file format"');

/**
 * What a WebP says of itself (RFC 9649); its chunks fill it, its data is not looked at.
 *
 * @param strict also looks at the later frames of an animation
 * @throws {FormatProblem}
 */
export function webpHeader(bytes: Uint8Array, maxPixels: number, strict: boolean): ImageHeader {
  checkWebp(bytes, strict);
  let size: { width: number; height: number } | undefined;
  let profile: Uint8Array | undefined;
  let animated = false;
  let pictures = 0;
  for (const { type, data } of riffChunks(bytes)) {
    if (type === "VP8X" && data.length >= 10) {
      size ??= { width: 1 + uint24(data, 4), height: 1 + uint24(data, 7) };
      animated = (data[0]! & 2) !== 0;
    } else if (type === "ICCP") profile ??= data;
    else if (type === "VP8 " || type === "VP8L") {
      pictures++;
      size ??= type === "VP8 " ? lossySize(data) : losslessSize(data);
    } else if (type === "ANMF") pictures++;
  }
  if (size === undefined || pictures === 0) throw corrupt("it has no picture");
  checkDeclaredSize(size.width, size.height, maxPixels, corrupt);
  return { format: "webp", ...size, animated, ...(profile === undefined ? {} : { profile: profileOf(profile) }) };
}

function profileOf(profile: Uint8Array): () => Uint8Array {
  return () => profile;
}

/** RFC 6386, section 9.1. */
function lossySize(data: Uint8Array): { width: number; height: number } {
  if (data.length < 10 || data[3] !== 0x9d || data[4] !== 1 || data[5] !== 0x2a)
    throw corrupt("its picture has no start");
  if ((data[0]! & 1) !== 0) throw unsupported("its picture is no key frame");
  return { width: ((data[7]! << 8) | data[6]!) & 0x3fff, height: ((data[9]! << 8) | data[8]!) & 0x3fff };
}

/** RFC 9649, section 3.4. */
function losslessSize(data: Uint8Array): { width: number; height: number } {
  if (data.length < 5 || data[0] !== 0x2f) throw corrupt("its picture has no start");
  const bits = (data[1]! | (data[2]! << 8) | (data[3]! << 16) | (data[4]! << 24)) >>> 0;
  return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
}

function uint24(data: Uint8Array, at: number): number {
  return data[at]! | (data[at + 1]! << 8) | (data[at + 2]! << 16);
}
