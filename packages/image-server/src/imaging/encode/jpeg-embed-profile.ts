import { concatBytes, JPEG_PROFILE_SIGNATURE } from "@understudy/source-check/decoder";

/** A segment holds 65533 bytes after its length; signature, number and count come first. */
const MOST_PART_BYTES = 65_533 - JPEG_PROFILE_SIGNATURE.length - 2;

/**
 * A JPEG with an ICC profile in APP2 segments (ICC.1:2022, annex B.4), after its JFIF segment when it has one.
 *
 * @throws {RangeError} for a profile that does not fit into 255 segments (some 16 MB)
 */
export function embedJpegProfile(jpeg: Uint8Array, profile: Uint8Array): Uint8Array {
  const count = Math.ceil(profile.length / MOST_PART_BYTES);
  if (count > 255) throw new RangeError(`profile has ${profile.length} bytes; allowed are ${255 * MOST_PART_BYTES}`);
  const segments = Array.from({ length: count }, (_, index) => {
    const part = profile.subarray(index * MOST_PART_BYTES, (index + 1) * MOST_PART_BYTES);
    const length = 2 + JPEG_PROFILE_SIGNATURE.length + 2 + part.length;
    const signature = new TextEncoder().encode(JPEG_PROFILE_SIGNATURE);
    return concatBytes(
      Uint8Array.of(0xff, 0xe2, length >> 8, length & 255),
      signature,
      Uint8Array.of(index + 1, count),
      part,
    );
  });
  const jfifEnd = jpeg[2] === 0xff && jpeg[3] === 0xe0 ? 4 + ((jpeg[4]! << 8) | jpeg[5]!) : 2;
  return concatBytes(jpeg.subarray(0, jfifEnd), ...segments, jpeg.subarray(jfifEnd));
}
