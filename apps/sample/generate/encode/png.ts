import { zlibSync } from "fflate";
import type { Picture } from "../painter/photograph.ts";
import { concatBytes, uint32 } from "./bytes.ts";
import { crc32 } from "./crc32.ts";

/** How a PNG is to be written. */
export interface PngOptions {
  /** Embedded ICC profile (`iCCP`, PNG specification §11.3.2.3). */
  readonly profile?: { readonly name: string; readonly bytes: Uint8Array };
  /** @default false: without alpha, three bytes a pixel. */
  readonly alpha?: boolean;
}

/** Writes a PNG with adaptive filters (PNG specification §12.7); the same bytes on every machine. */
export function encodePng(picture: Picture, options: PngOptions = {}): Uint8Array {
  const { width, height } = picture;
  const { alpha = false, profile } = options;
  const header = concatBytes([uint32(width), uint32(height), Uint8Array.of(8, alpha ? 6 : 2, 0, 0, 0)]);
  const chunks = [chunk("IHDR", header)];
  if (profile) {
    const name = new TextEncoder().encode(profile.name);
    chunks.push(chunk("iCCP", concatBytes([name, Uint8Array.of(0, 0), zlibSync(profile.bytes, { level: 9 })])));
  }
  chunks.push(
    chunk("IDAT", zlibSync(filtered(picture, alpha ? 4 : 3), { level: 9, mem: 10 })),
    chunk("IEND", new Uint8Array()),
  );
  return concatBytes([Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a), ...chunks]);
}

/** One chunk with length and checksum. */
function chunk(type: string, data: Uint8Array): Uint8Array {
  const named = concatBytes([new TextEncoder().encode(type), data]);
  return concatBytes([uint32(data.length), named, uint32(crc32(named))]);
}

function filtered({ width, height, rgba }: Picture, channels: number): Uint8Array {
  const stride = width * channels;
  const out = new Uint8Array((stride + 1) * height);
  let above = new Uint8Array(stride);
  for (let y = 0; y < height; y++) {
    const row = new Uint8Array(stride);
    for (let x = 0; x < width; x++) {
      const clear = channels === 4 && rgba[(y * width + x) * 4 + 3] === 0;
      for (let i = 0; i < channels; i++) row[x * channels + i] = clear ? 0 : rgba[(y * width + x) * 4 + i]!;
    }
    const candidates = [0, 1, 2, 4].map((type) => filterRow(type, row, above, channels));
    const best = candidates.reduce((a, b) => (weight(b) < weight(a) ? b : a));
    out.set(best, y * (stride + 1));
    above = row;
  }
  return out;
}

function filterRow(type: number, row: Uint8Array, above: Uint8Array, channels: number): Uint8Array {
  const out = new Uint8Array(row.length + 1);
  out[0] = type;
  for (let at = 0; at < row.length; at++) {
    const left = at >= channels ? row[at - channels]! : 0;
    const up = above[at]!;
    const corner = at >= channels ? above[at - channels]! : 0;
    const guess = type === 0 ? 0 : type === 1 ? left : type === 2 ? up : paeth(left, up, corner);
    out[at + 1] = row[at]! - guess;
  }
  return out;
}

function paeth(left: number, up: number, corner: number): number {
  const a = Math.abs(up - corner);
  const b = Math.abs(left - corner);
  const c = Math.abs(left + up - 2 * corner);
  return a <= b && a <= c ? left : b <= c ? up : corner;
}

function weight(row: Uint8Array): number {
  let sum = 0;
  for (let at = 1; at < row.length; at++) sum += row[at]! < 128 ? row[at]! : 256 - row[at]!;
  return sum;
}
