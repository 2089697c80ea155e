import { breaks } from "../bytes/format-problem.ts";

const brokenLossy = breaks(
  'RFC 6386, 9.1 "Uncompressed data chunk" and 9.5 "Token partition and partition data offsets"',
);
const brokenLossless = breaks('RFC 9649, 3.4 "RIFF header" of the lossless bitstream');

/** The size of a picture. */
export interface WebpPicture {
  readonly width: number;
  readonly height: number;
}

const LOSSY_HEADER_BYTES = 10;
/** Of profiles: 0 to 3. */
const MOST_VERSION = 3;
const LOSSLESS_SIGNATURE = 0x2f;

/**
 * Looks at the header of a lossy picture: a key frame that is shown, its start code, and that its first partition lies
 * inside.
 *
 * @throws {FormatProblem} corrupt
 */
export function checkVp8(data: Uint8Array): WebpPicture {
  if (data.length < LOSSY_HEADER_BYTES) throw brokenLossy("its picture is cut short");
  const tag = data[0]! | (data[1]! << 8) | (data[2]! << 16);
  if ((tag & 1) !== 0) throw brokenLossy("its picture is no key frame");
  if (((tag >> 1) & 7) > MOST_VERSION) throw brokenLossy(`its picture has the version ${(tag >> 1) & 7}`);
  if (((tag >> 4) & 1) === 0) throw brokenLossy("its picture is not shown");
  if (data[3] !== 0x9d || data[4] !== 0x01 || data[5] !== 0x2a) throw brokenLossy("its picture lacks the start code");
  const firstPartition = tag >> 5;
  if (LOSSY_HEADER_BYTES + firstPartition > data.length)
    throw brokenLossy("its first partition reaches beyond the end");
  const [width, height] = [(data[6]! | (data[7]! << 8)) & 0x3fff, (data[8]! | (data[9]! << 8)) & 0x3fff];
  if (width === 0 || height === 0) throw brokenLossy(`its picture claims ${width} x ${height} pixels`);
  return { width, height };
}

/**
 * Looks at the header of a lossless picture.
 *
 * @throws {FormatProblem} corrupt
 */
export function checkVp8Lossless(data: Uint8Array): WebpPicture {
  if (data.length < 5 || data[0] !== LOSSLESS_SIGNATURE) throw brokenLossless("its picture lacks the signature");
  const bits = data[1]! | (data[2]! << 8) | (data[3]! << 16) | (data[4]! << 24);
  if (bits >>> 29 !== 0) throw brokenLossless(`its picture has the version ${bits >>> 29}`);
  return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
}
