import { noiseImage } from "@understudy/test-sources/noise-image";
import { withoutHuffmanTables } from "@understudy/test-sources/without-huffman-tables";
import { expect, it } from "vitest";
import { checkImage } from "../check/check-image.ts";
import { withStandardTables } from "./standard-tables.ts";

it.each([0, 1])("fills in the standard tables, that a JPEG leaves out but for %i", async (kept) => {
  const jpeg = await noiseImage("jpeg");
  const motion = withoutHuffmanTables(jpeg, kept);
  expect(motion.length).toBeLessThan(jpeg.length - 200);
  expect(checkImage(motion)).toMatchObject({ kind: "fine" });
  const whole = withStandardTables(motion);
  expect(whole.length).toBeGreaterThan(motion.length + 400);
  expect(checkImage(whole)).toMatchObject({ kind: "fine" });
});

it("leaves other JPEGs alone", async () => {
  const jpeg = await noiseImage("jpeg");
  expect(withStandardTables(jpeg)).toBe(jpeg);
});
