import { crc32 } from "@understudy/source-check/decoder";
import { sfntChecksum } from "./sfnt-file.ts";

/**
 * A file with its checksums made right again, as far as its tables can be followed: else most changes would be found by
 * them alone, and nothing behind them would be tried.
 */
export function repaired(bytes: Uint8Array): Uint8Array {
  const start = String.fromCharCode(...bytes.subarray(0, 4));
  if (start === "\x89PNG") return repairedPng(bytes);
  if (["\0\x01\0\0", "OTTO", "true"].includes(start)) return repairedFont(bytes);
  return bytes;
}

function repairedPng(bytes: Uint8Array): Uint8Array {
  const file = bytes.slice();
  const view = new DataView(file.buffer);
  for (let at = 8; at + 12 <= file.length; ) {
    const end = at + 8 + view.getUint32(at);
    if (end + 4 > file.length) break;
    view.setUint32(end, crc32(file.subarray(at + 4, end)));
    at = end + 4;
  }
  return file;
}

function repairedFont(bytes: Uint8Array): Uint8Array {
  const file = bytes.slice();
  if (file.length < 12) return file;
  const view = new DataView(file.buffer);
  for (let index = 0; index < Math.min(64, view.getUint16(4)); index++) {
    const record = 12 + index * 16;
    if (record + 16 > file.length) break;
    const start = view.getUint32(record + 8);
    const table = file.subarray(start, start + view.getUint32(record + 12));
    view.setUint32(record + 4, sfntChecksum(String.fromCharCode(...file.subarray(record, record + 4)), table));
  }
  return file;
}
