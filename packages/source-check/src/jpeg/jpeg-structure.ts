import { breaks, unsupported } from "../bytes/format-problem.ts";
import type { ImageHeader } from "../bytes/image-header.ts";
import { type Frame, readFrame } from "./frame.ts";
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
 * Walks a JPEG's markers to the end of the image and checks that its entropy-coded data is complete (ITU-T T.81,
 * annex B). Nothing after the end is looked at.
 *
 * The decoder implements baseline, extended sequential and progressive Huffman-coded frames of 8 bits with one or
 * three components; anything else is unsupported.
 *
 * @throws {FormatProblem}
 */
export function inspectJpeg(bytes: Uint8Array, maxPixels: number): ImageHeader {
  let frame: Frame | undefined;
  let scans = 0;
  let restartInterval = 0;
  const tables = new Map<number, HuffmanTable>();
  const quantization = new Set<number>();
  const profileSegments: Uint8Array[] = [];
  for (const { marker, data, end } of jpegSegments(bytes)) {
    if (marker === 0xc0 || marker === 0xc1 || marker === 0xc2) {
      if (frame !== undefined) throw corrupt("it has two frames");
      frame = readFrame(marker, data, maxPixels);
    } else if (marker in UNSUPPORTED_FRAMES) {
      throw unsupported(`it is ${UNSUPPORTED_FRAMES[marker]}`);
    } else if (marker === DQT) {
      readQuantizationTables(data, quantization);
    } else if (marker === DHT) {
      readHuffmanTables(data, tables);
    } else if (marker === DRI) {
      restartInterval = ((data[0] ?? 0) << 8) | (data[1] ?? 0);
    } else if (marker === SOS) {
      if (frame === undefined) throw corrupt("it has a scan without a frame");
      if (scans === 0 && !frame.progressive) addStandardTables(tables);
      checkScan(bytes, end, data, { frame, tables, quantization, restartInterval });
      scans++;
    } else if (marker === APP2) {
      profileSegments.push(data);
    }
  }
  if (frame === undefined || scans === 0) throw corrupt("it has no image data");
  const { width, height } = frame;
  const profile = collectJpegProfile(profileSegments);
  return { format: "jpeg", width, height, animated: false, ...(profile === undefined ? {} : { profile }) };
}

/** Those that the file leaves out; a sequential JPEG may. */
function addStandardTables(tables: Map<number, HuffmanTable>): void {
  const standard = new Map<number, HuffmanTable>();
  readHuffmanTables(STANDARD_TABLES, standard);
  for (const [key, table] of standard) if (!tables.has(key)) tables.set(key, table);
}

function* jpegSegments(bytes: Uint8Array): Generator<{ marker: number; data: Uint8Array; end: number }> {
  let at = 2;
  for (;;) {
    at = nextMarker(bytes, at);
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
 * on the way, as are stray bytes between segments: decoders do that too.
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
