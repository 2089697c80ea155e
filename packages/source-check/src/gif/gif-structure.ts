import { joinBytes } from "../bytes/concat.ts";
import { breaks, FormatProblem, refused } from "../bytes/format-problem.ts";
import { checkDeclaredSize, type ImageHeader } from "../bytes/image-header.ts";
import type { InspectOptions } from "../bytes/inspect-options.ts";
import { latin1 } from "../bytes/latin1.ts";
import { checkGifCodes } from "./gif-codes.ts";

const corrupt = breaks('GIF89a, appendix A "Quick reference table"');

const EXTENSION = 0x21;
const APPLICATION = 0xff;
const IMAGE = 0x2c;
const TRAILER = 0x3b;
/** One after another, between blocks. More are a block of the disk that was lost. */
const MOST_EMPTY_BLOCKS = 4;

/**
 * Walks a GIF's blocks to its trailer (GIF89a specification, appendix A) and goes through the codes of its first
 * picture.
 *
 * @throws {FormatProblem}
 */
export function inspectGif(bytes: Uint8Array, { maxPixels, strict }: InspectOptions): ImageHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 13) throw corrupt("its header is cut short");
  const width = view.getUint16(6, true);
  const height = view.getUint16(8, true);
  checkDeclaredSize(width, height, maxPixels, corrupt);

  let images = 0;
  let firstIsWhole = false;
  let profile: Iterable<Uint8Array> | undefined;
  try {
    for (const block of gifBlocks(bytes, maxPixels)) {
      if (block.kind === "profile") profile = block.parts;
      else {
        images++;
        // Stills show the first picture; of the others only the blocks are followed unless all is to be right.
        if (images === 1 || strict) checkGifCodes(block.rootBits, block.parts, block.pixels);
        firstIsWhole = true;
      }
    }
  } catch (problem) {
    // Viewers show the first picture when it is whole, whatever has become of the rest and of the trailer.
    if (strict || !firstIsWhole || !(problem instanceof FormatProblem)) throw problem;
  }
  if (images === 0) throw corrupt("it has no image");
  const parts = profile;
  return {
    format: "gif",
    width,
    height,
    animated: images > 1,
    ...(parts === undefined ? {} : { profile: () => joinBytes([...parts].slice(1)) }),
  };
}

type GifBlock =
  | { readonly kind: "profile"; readonly parts: Iterable<Uint8Array> }
  | {
      readonly kind: "image";
      readonly pixels: number;
      readonly rootBits: number;
      readonly parts: Iterable<Uint8Array>;
    };

/** The blocks that matter, up to the trailer. */
function* gifBlocks(bytes: Uint8Array, maxPixels: number): Generator<GifBlock> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 13 + colorTableBytes(bytes[10]!);
  for (let empty = 0; ; ) {
    const block = bytes[at++];
    if (block === TRAILER) return;
    // Some encoders leave an empty sub-block between blocks.
    if (block === 0) {
      if (++empty > MOST_EMPTY_BLOCKS) throw corrupt(`it has nothing but zeros at ${at - empty}`);
      continue;
    }
    empty = 0;
    if (block === EXTENSION) {
      const isProfile = bytes[at] === APPLICATION && latin1(bytes, at + 2, at + 13) === "ICCRGBG1012";
      const extension = subBlocks(bytes, at + 1);
      // The first of its blocks has the name.
      if (isProfile) yield { kind: "profile", parts: extension };
      at = extension.end;
    } else if (block === IMAGE) {
      if (at + 9 > bytes.length) throw corrupt("an image in it is cut short");
      const pixels = view.getUint16(at + 4, true) * view.getUint16(at + 6, true);
      if (pixels === 0) throw corrupt("an image in it has no pixels");
      if (pixels > maxPixels) throw refused(`an image in it claims ${pixels} pixels; at most ${maxPixels} are decoded`);
      const codes = at + 9 + colorTableBytes(bytes[at + 8]!);
      const parts = subBlocks(bytes, codes + 1);
      yield { kind: "image", pixels, rootBits: bytes[codes]!, parts };
      at = parts.end;
    } else {
      throw corrupt(block === undefined ? "its trailer is missing" : `it has an unknown block ${block} at ${at - 1}`);
    }
  }
}

/** Bytes of the colour table that a packed field announces. */
export function colorTableBytes(flags: number): number {
  return flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0;
}

/** Sub-blocks, the data of one after another, which is cut out only when it is asked for: they can have a byte each. */
export interface SubBlocks extends Iterable<Uint8Array> {
  /** Where they end. */
  readonly end: number;
}

/** The sub-blocks from a place on. @throws {FormatProblem} corrupt when they do not end */
export function subBlocks(bytes: Uint8Array, start: number): SubBlocks {
  let end = start;
  for (;;) {
    const length = bytes[end];
    if (length === undefined) throw corrupt("its last block is cut short");
    end += 1 + length;
    if (length === 0) break;
  }
  return {
    end,
    *[Symbol.iterator]() {
      for (let at = start; bytes[at]! > 0; at += 1 + bytes[at]!) yield bytes.subarray(at + 1, at + 1 + bytes[at]!);
    },
  };
}
