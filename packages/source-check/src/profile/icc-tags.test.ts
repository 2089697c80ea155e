import { createRgbProfile, STEEP } from "@understudy/test-sources/rgb-profile";
import { expect, test } from "vitest";
import { checkProfile } from "../check/check-profile.ts";

const whole = createRgbProfile(STEEP);
const latin1 = new TextDecoder("latin1").decode(whole);

/** The profile with something else at a place, counted from where the data of a tag begins; undefined: its name. */
function changed(tag: string, at: number | undefined, bytes: readonly number[]): Uint8Array {
  const record = latin1.indexOf(tag);
  const copy = whole.slice();
  const start = new DataView(whole.buffer, whole.byteOffset).getUint32(record + 4);
  copy.set(bytes, at === undefined ? record : start + at);
  return copy;
}

const text = (content: string) => [...new TextEncoder().encode(content)];

test.each<[string, Uint8Array, string]>([
  ["a curve that is missing", changed("gTRC", undefined, text("gtrc")), '"gTRC" is missing'],
  ["a primary that is missing", changed("bXYZ", undefined, text("bxyz")), '"bXYZ" is missing'],
  ["a curve of another type", changed("rTRC", 0, text("text")), '"rTRC" is damaged'],
  ["a curve that is longer than its tag", changed("rTRC", 8, [0x40, 0, 0, 0]), '"rTRC" is damaged'],
  ["a primary of zeros", changed("rXYZ", 0, new Array(20).fill(0)), '"rXYZ" is damaged'],
  ["a table of another type", changed("cprt", undefined, text("A2B0")), '"A2B0" is of type'],
])("%s is damage", (_, bytes, reason) => {
  expect(checkProfile(bytes)).toMatchObject({ kind: "corrupt", reason: expect.stringContaining(reason) });
});

test("a class that converts between no device colours needs none of them", () => {
  const link = changed("gTRC", undefined, text("gtrc"));
  link.set(text("abst"), 12);
  expect(checkProfile(link).kind).toBe("fine");
});
