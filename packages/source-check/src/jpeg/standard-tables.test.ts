import { noiseImage } from "@understudy/test-sources/noise-image";
import { sourceFile } from "@understudy/test-sources/test-resources";
import { expect, it } from "vitest";
import { decodeImage } from "../../../image-server/src/imaging/decode/decode-image.ts";
import { concatBytes } from "../bytes/concat.ts";
import { inspectImage } from "../image/inspect-image.ts";
import { withStandardTables } from "./standard-tables.ts";

const decode = (bytes: Uint8Array) => {
  const file = sourceFile("frame.jpg", bytes);
  return decodeImage(file, inspectImage(file));
};

/** Without its DHT segments, as a picture of a Motion JPEG is. imagescript encodes with the standard tables. */
function withoutTables(jpeg: Uint8Array, keptTables = 0): Uint8Array {
  const kept = [jpeg.subarray(0, 2)];
  let at = 2;
  let tables = 0;
  while (jpeg[at + 1] !== 0xda) {
    const end = at + 2 + jpeg[at + 2]! * 256 + jpeg[at + 3]!;
    if (jpeg[at + 1] !== 0xc4 || tables++ < keptTables) kept.push(jpeg.subarray(at, end));
    at = end;
  }
  return concatBytes(...kept, jpeg.subarray(at));
}

it("decodes a JPEG that leaves out the standard tables", async () => {
  const jpeg = await noiseImage("jpeg");
  const motion = withoutTables(jpeg);
  expect(motion.length).toBeLessThan(jpeg.length - 400);
  expect(await decode(motion)).toEqual(await decode(jpeg));
});

it("decodes a JPEG that leaves out some of them", async () => {
  const jpeg = await noiseImage("jpeg");
  expect(await decode(withoutTables(jpeg, 1))).toEqual(await decode(jpeg));
});

it("leaves other JPEGs alone", async () => {
  const jpeg = await noiseImage("jpeg");
  expect(withStandardTables(jpeg)).toBe(jpeg);
});
