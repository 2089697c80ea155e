import { deflateSync } from "node:zlib";

/** A font in a WOFF container, its tables deflated. */
export function toWoff(font: Uint8Array): Buffer {
  const source = Buffer.from(font);
  const count = source.readUInt16BE(4);
  const directory = Buffer.alloc(44 + count * 20);
  const parts: Buffer[] = [directory];
  let at = directory.length;
  let size = 12 + count * 16;
  for (let index = 0; index < count; index++) {
    const from = 12 + index * 16;
    const length = source.readUInt32BE(from + 12);
    const table = source.subarray(source.readUInt32BE(from + 8), source.readUInt32BE(from + 8) + length);
    const deflated = deflateSync(table);
    const stored = deflated.length < length ? deflated : table;
    const to = 44 + index * 20;
    source.copy(directory, to, from, from + 4);
    directory.writeUInt32BE(at, to + 4);
    directory.writeUInt32BE(stored.length, to + 8);
    directory.writeUInt32BE(length, to + 12);
    directory.writeUInt32BE(source.readUInt32BE(from + 4), to + 16);
    const padded = Buffer.concat([stored, Buffer.alloc(-stored.length & 3)]);
    parts.push(padded);
    at += padded.length;
    size += Math.ceil(length / 4) * 4;
  }
  directory.write("wOFF", 0, "latin1");
  source.copy(directory, 4, 0, 4);
  directory.writeUInt32BE(at, 8);
  directory.writeUInt16BE(count, 12);
  directory.writeUInt32BE(size, 16);
  return Buffer.concat(parts);
}
