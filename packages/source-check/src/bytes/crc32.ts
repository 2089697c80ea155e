import * as zlib from "node:zlib";

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
});

/** `node:zlib` has one from Node 20.15 on, some twenty times as fast. */
const native = (zlib as { crc32?: (bytes: Uint8Array) => number }).crc32;

/** The checksum of PNG chunks (PNG specification, "CRC algorithm"). */
export function crc32(bytes: Uint8Array): number {
  return native === undefined ? slowCrc32(bytes) : native(bytes);
}

/** The same without help. */
export function slowCrc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (let index = 0; index < bytes.length; index++) crc = TABLE[(crc ^ bytes[index]!) & 255]! ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}
