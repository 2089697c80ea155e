import { breaks } from "../bytes/format-problem.ts";

const corrupt = breaks('RFC 9649, 2.3 "RIFF file format"');

const RIFF_HEADER_BYTES = 8;

/**
 * Checks that a WebP is as long as it says and that its chunks fill it (RFC 9649, section 2.3). What comes after it is
 * not part of the image.
 *
 * @throws {FormatProblem}
 */
export function checkWebp(bytes: Uint8Array): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = RIFF_HEADER_BYTES + view.getUint32(4, true);
  if (end > bytes.length) throw corrupt(`it ends after ${bytes.length} of ${end} bytes`);
  let at = 12;
  while (at < end) {
    if (at + 8 > end) throw corrupt("its last chunk is cut short");
    const length = view.getUint32(at + 4, true);
    if (at + 8 + length > end) throw corrupt(`its chunk at ${at} reaches beyond the end`);
    at += 8 + length + (length % 2);
  }
}
