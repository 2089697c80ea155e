import { noiseImage } from "@understudy/test-sources/noise-image";
import { expect, test } from "vitest";
import { concatBytes } from "../bytes/concat.ts";
import { colorTableBytes } from "./gif-structure.ts";
import { plainGif } from "./plain-gif.ts";

const file = await noiseImage("gif", { width: 16, height: 16 });
const screenBytes = 13 + colorTableBytes(file[10]!);
const picture = plainGif(file).subarray(screenBytes);
const screen = file.subarray(0, screenBytes);
/** From its descriptor on. */
const image = picture.subarray(picture[0] === 0x21 ? 8 : 0);
const CONTROL = Uint8Array.of(0x21, 0xf9, 4, 1, 0, 0, 3, 0);

test("a picture keeps the control in front of it", () => {
  const whole = concatBytes(screen, CONTROL, image);
  expect(plainGif(whole)).toEqual(whole);
});

test.each([
  ["shorter", Uint8Array.of(0x21, 0xf9, 3, 1, 0, 0, 0)],
  ["longer", Uint8Array.of(0x21, 0xf9, 5, 1, 0, 0, 3, 0, 0)],
])("a control that is %s than it has to be is left out", (_, control) => {
  expect(plainGif(concatBytes(screen, control, image))).toEqual(concatBytes(screen, image));
});

test("comments, empty blocks and what is behind the picture are left out", () => {
  const comment = Uint8Array.of(0x21, 0xfe, 2, 65, 66, 0, 0, 0);
  const whole = concatBytes(screen, comment, CONTROL, image, Uint8Array.of(1, 2, 3));
  expect(plainGif(whole)).toEqual(concatBytes(screen, CONTROL, image));
});
