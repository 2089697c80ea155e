import { concatBytes } from "../bytes/concat.ts";
import { breaks } from "../bytes/format-problem.ts";
import { checkDeclaredSize, type ImageHeader } from "../bytes/image-header.ts";
import { latin1 } from "../bytes/latin1.ts";
import { checkGifCodes } from "./gif-codes.ts";

const corrupt = breaks('GIF89a, appendix A "Quick reference table"');

const EXTENSION = 0x21;
const APPLICATION = 0xff;
const IMAGE = 0x2c;
const TRAILER = 0x3b;

/**
 * Walks a GIF's blocks to its trailer (GIF89a specification, appendix A).
 *
 * @throws {FormatProblem}
 */
export function inspectGif(bytes: Uint8Array, maxPixels: number): ImageHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 13) throw corrupt("its header is cut short");
  const width = view.getUint16(6, true);
  const height = view.getUint16(8, true);
  checkDeclaredSize(width, height, maxPixels, corrupt);

  let at = 13 + colorTableBytes(bytes[10]!);
  let images = 0;
  let profile: Uint8Array[] | undefined;
  for (;;) {
    const block = bytes[at++];
    if (block === TRAILER) break;
    // Some encoders leave an empty sub-block between blocks.
    if (block === 0) continue;
    if (block === EXTENSION) {
      const isProfile = bytes[at] === APPLICATION && latin1(bytes, at + 2, at + 13) === "ICCRGBG1012";
      const parts = subBlocks(bytes, at + 1);
      if (isProfile) profile = parts.data.slice(1);
      at = parts.end;
    } else if (block === IMAGE) {
      if (at + 9 > bytes.length) throw corrupt("an image in it is cut short");
      const pixels = view.getUint16(at + 4, true) * view.getUint16(at + 6, true);
      if (pixels === 0 || pixels > maxPixels) throw corrupt(`an image in it claims ${pixels} pixels`);
      const codes = at + 9 + colorTableBytes(bytes[at + 8]!);
      const { data, end } = subBlocks(bytes, codes + 1);
      checkGifCodes(bytes[codes]!, data, pixels);
      at = end;
      images++;
    } else {
      throw corrupt(block === undefined ? "its trailer is missing" : `it has an unknown block ${block} at ${at - 1}`);
    }
  }
  if (images === 0) throw corrupt("it has no image");
  const chunks = profile;
  return {
    format: "gif",
    width,
    height,
    animated: images > 1,
    ...(chunks === undefined ? {} : { profile: () => concatBytes(...chunks) }),
  };
}

function colorTableBytes(flags: number): number {
  return flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0;
}

function subBlocks(bytes: Uint8Array, start: number): { data: Uint8Array[]; end: number } {
  const data: Uint8Array[] = [];
  for (let at = start; at < bytes.length; ) {
    const length = bytes[at]!;
    at += 1 + length;
    if (length === 0) return { data, end: at };
    data.push(bytes.subarray(at - length, at));
  }
  throw corrupt("its last block is cut short");
}
