import { breaks, refused, unsupported } from "../bytes/format-problem.ts";
import type { ImageHeader } from "../bytes/image-header.ts";
import type { InspectOptions } from "../bytes/inspect-options.ts";
import { type Frame, type FrameCoding, type FrameComponent, readFrame } from "./frame.ts";
import { type HuffmanTable, readHuffmanTables } from "./huffman-table.ts";
import { collectJpegProfile } from "./jpeg-profile.ts";
import { readQuantizationTables } from "./quantization-tables.ts";
import { checkScan } from "./scan.ts";
import { STANDARD_TABLES } from "./standard-tables.ts";

const corrupt = breaks('ITU-T T.81, B.1 and B.2 "Compressed data formats"');

const DHT = 0xc4;
const DQT = 0xdb;
const DRI = 0xdd;
const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
const APP2 = 0xe2;

/** The frame types that are looked into; ITU-T T.81, table B.1. */
const FRAMES: Readonly<Record<number, FrameCoding>> = {
  192: { progressive: false, lossless: false, arithmetic: false },
  193: { progressive: false, lossless: false, arithmetic: false },
  194: { progressive: true, lossless: false, arithmetic: false },
  195: { progressive: false, lossless: true, arithmetic: false },
  201: { progressive: false, lossless: false, arithmetic: true },
  202: { progressive: true, lossless: false, arithmetic: true },
  203: { progressive: false, lossless: true, arithmetic: true },
};
const HIERARCHICAL = new Set([197, 198, 199, 205, 206, 207]);

/** Ten times as many as any encoder writes; decoders go through all blocks for each. */
const MOST_SCANS = 100;
/** In small pictures any number of scans is harmless. */
const HARMLESS_BLOCKS = 10_000_000;
/**
 * How often all blocks are gone through, passed ones not counted: a scan can refine one coefficient of one block and
 * have all of them looked at for it, for no data. Encoders come to less than ten.
 */
const MOST_PASSES = 12;

/**
 * Walks a JPEG's markers to the end of the image and checks that its entropy-coded data is complete (ITU-T T.81,
 * annex B). Nothing after the end is looked at.
 *
 * @throws {FormatProblem}
 */
export function inspectJpeg(bytes: Uint8Array, { maxPixels, strict }: InspectOptions): ImageHeader {
  let frame: Frame | undefined;
  let scans = 0;
  const work = { blocks: 0 };
  let restartInterval = 0;
  const tables = new Map<number, HuffmanTable>();
  const quantization = new Set<number>();
  const complete = new Set<FrameComponent>();
  const profileSegments: Uint8Array[] = [];
  for (const { marker, data, end } of jpegSegments(bytes, strict)) {
    const coding = FRAMES[marker];
    if (coding !== undefined) {
      if (frame !== undefined) throw corrupt("it has two frames");
      frame = readFrame(coding, data, maxPixels, bytes.length);
    } else if (HIERARCHICAL.has(marker)) {
      throw unsupported("it is hierarchical");
    } else if (marker === DQT) {
      readQuantizationTables(data, quantization);
    } else if (marker === DHT) {
      readHuffmanTables(data, tables);
    } else if (marker === DRI) {
      restartInterval = ((data[0] ?? 0) << 8) | (data[1] ?? 0);
    } else if (marker === SOS) {
      if (frame === undefined) throw corrupt("it has a scan without a frame");
      if (scans === 0 && !frame.progressive) addStandardTables(tables);
      scans++;
      if (scans > MOST_SCANS && scans * frame.blocks > HARMLESS_BLOCKS)
        throw refused(`it has more than ${MOST_SCANS} scans`);
      if (work.blocks > HARMLESS_BLOCKS + MOST_PASSES * frame.blocks)
        throw refused(`its scans go through its blocks more than ${MOST_PASSES} times`);
      const context = { frame, tables, quantization, restartInterval, strict, work };
      for (const component of checkScan(bytes, end, data, context)) complete.add(component);
    } else if (marker === APP2) {
      profileSegments.push(data);
    }
  }
  if (frame === undefined || scans === 0) throw corrupt("it has no image data");
  if (complete.size < frame.components.length) throw corrupt("one of its components has no data");
  const { width, height, unusual } = frame;
  const profile = collectJpegProfile(profileSegments);
  return {
    format: "jpeg",
    width,
    height,
    animated: false,
    ...(unusual === undefined ? {} : { unusual }),
    ...(profile === undefined ? {} : { profile }),
  };
}

/** Those that the file leaves out; a sequential JPEG may. */
function addStandardTables(tables: Map<number, HuffmanTable>): void {
  const standard = new Map<number, HuffmanTable>();
  readHuffmanTables(STANDARD_TABLES, standard);
  for (const [key, table] of standard) if (!tables.has(key)) tables.set(key, table);
}

/**
 * Its segments up to the end-of-image marker. Where that is missing every viewer shows what is there, so only the data
 * has to be complete unless `strict`.
 */
function* jpegSegments(
  bytes: Uint8Array,
  strict: boolean,
): Generator<{ marker: number; data: Uint8Array; end: number }> {
  let at = 2;
  for (;;) {
    const next = nextMarker(bytes, at);
    if (next === undefined) {
      if (strict) throw corrupt("it ends without an end-of-image marker");
      return;
    }
    at = next;
    const marker = bytes[at - 1]!;
    if (marker === EOI) return;
    if (marker === SOI || marker === 1 || (marker >= 0xd0 && marker <= 0xd7)) continue;
    if (at + 2 > bytes.length) throw corrupt("its last segment is cut short");
    const length = (bytes[at]! << 8) | bytes[at + 1]!;
    if (length < 2 || at + length > bytes.length) throw corrupt(`its segment at ${at} reaches beyond the end`);
    const end = at + length;
    yield { marker, data: bytes.subarray(at + 2, end), end };
    at = end;
  }
}

/**
 * The position after the next marker. Entropy-coded data, in which a marker's first byte is followed by 0, is skipped
 * on the way, as are stray bytes between segments: decoders do that too. Undefined at the end of the file.
 */
function nextMarker(bytes: Uint8Array, start: number): number | undefined {
  let at = start;
  for (;;) {
    at = bytes.indexOf(0xff, at);
    if (at === -1 || at + 1 >= bytes.length) return undefined;
    while (bytes[at + 1] === 0xff) at++;
    at += 2;
    if (bytes[at - 1] !== 0 && at <= bytes.length) return at;
  }
}
