import { inspectImage } from "@understudy/source-check/decoder";
import { noiseImage } from "@understudy/test-sources/noise-image";
import { sourceFile } from "@understudy/test-sources/test-resources";
import { withoutHuffmanTables } from "@understudy/test-sources/without-huffman-tables";
import { expect, it } from "vitest";
import { decodeImage } from "./decode-image.ts";

const decode = (bytes: Uint8Array) => {
  const file = sourceFile("frame.jpg", bytes);
  return decodeImage(file, inspectImage(file));
};

it.each([0, 1])("decodes a JPEG that leaves out the standard tables but for %i", async (kept) => {
  const jpeg = await noiseImage("jpeg");
  expect(await decode(withoutHuffmanTables(jpeg, kept))).toEqual(await decode(jpeg));
});
