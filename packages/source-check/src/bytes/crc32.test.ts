import { expect, it } from "vitest";
import { crc32, slowCrc32 } from "./crc32.ts";

it.each([crc32, slowCrc32])("gives the check value of the CRC catalogue", (checksum) => {
  expect(checksum(new TextEncoder().encode("123456789"))).toBe(0xcbf43926);
  expect(checksum(new Uint8Array(0))).toBe(0);
});
