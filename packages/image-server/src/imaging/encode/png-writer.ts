import { promisify } from "node:util";
import { deflate } from "node:zlib";
import { concatBytes, pngChunk } from "@understudy/source-check/decoder";
import type { Raster } from "../raster/raster.ts";

const deflateAsync = promisify(deflate);
const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
const SUB = 1;
const UP = 2;
const PAETH = 4;

/** How a PNG is written. */
export interface PngOptions {
  /** Whether there is an alpha channel. */
  readonly alpha: boolean;
  /** ICC profile to embed. */
  readonly profile?: Uint8Array;
}

/**
 * Encodes a PNG with 8 bits a channel. imagescript's encoder is not used: it writes the time of day into every file,
 * so that equal requests have unequal answers, does not filter rows, and cannot embed a profile.
 */
export async function encodePng(raster: Raster, { alpha, profile }: PngOptions): Promise<Uint8Array> {
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, raster.width);
  view.setUint32(4, raster.height);
  header.set([8, alpha ? 6 : 2], 8);
  const chunks = [pngChunk("IHDR", header)];
  if (profile !== undefined) {
    // Profile name, its end, compression method 0.
    const name = new TextEncoder().encode("ICC profile\0\0");
    chunks.push(pngChunk("iCCP", concatBytes(name, await deflateAsync(profile))));
  }
  chunks.push(pngChunk("IDAT", await deflateAsync(filterRows(raster, alpha ? 4 : 3), { level: 6 })));
  chunks.push(pngChunk("IEND", new Uint8Array(0)));
  return concatBytes(SIGNATURE, ...chunks);
}

/** Each row with the filter whose result has the smallest sum of absolute values; PNG specification, clause 12.7. */
function filterRows(raster: Raster, channels: number): Uint8Array {
  const rowBytes = raster.width * channels;
  const filtered = new Uint8Array(raster.height * (rowBytes + 1));
  let previous = new Uint8Array(rowBytes);
  let row = new Uint8Array(rowBytes);
  const candidates = [SUB, UP, PAETH].map((filter) => ({ filter, bytes: new Uint8Array(rowBytes) }));
  for (let y = 0; y < raster.height; y++) {
    packRow(raster, y, channels, row);
    let best = candidates[0]!;
    let bestSum = Number.POSITIVE_INFINITY;
    for (const candidate of candidates) {
      const sum = filterRow(candidate.filter, row, previous, channels, candidate.bytes);
      if (sum < bestSum) [best, bestSum] = [candidate, sum];
    }
    filtered[y * (rowBytes + 1)] = best.filter;
    filtered.set(best.bytes, y * (rowBytes + 1) + 1);
    [previous, row] = [row, previous];
  }
  return filtered;
}

function packRow(raster: Raster, y: number, channels: number, row: Uint8Array): void {
  let from = y * raster.width * 4;
  for (let to = 0; to < row.length; to += channels, from += 4) {
    for (let channel = 0; channel < channels; channel++) row[to + channel] = raster.data[from + channel]!;
  }
}

function filterRow(filter: number, row: Uint8Array, above: Uint8Array, step: number, target: Uint8Array): number {
  let sum = 0;
  for (let index = 0; index < row.length; index++) {
    const left = index < step ? 0 : row[index - step]!;
    const up = above[index]!;
    let predicted = left;
    if (filter === UP) predicted = up;
    else if (filter === PAETH) predicted = paeth(left, up, index < step ? 0 : above[index - step]!);
    const value = (row[index]! - predicted) & 255;
    target[index] = value;
    sum += value < 128 ? value : 256 - value;
  }
  return sum;
}

function paeth(left: number, up: number, upLeft: number): number {
  const toLeft = Math.abs(up - upLeft);
  const toUp = Math.abs(left - upLeft);
  const toUpLeft = Math.abs(left + up - 2 * upLeft);
  if (toLeft <= toUp && toLeft <= toUpLeft) return left;
  return toUp <= toUpLeft ? up : upLeft;
}
