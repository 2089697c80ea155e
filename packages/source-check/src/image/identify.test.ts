import { noiseImage } from "@understudy/test-sources/noise-image";
import { expect, it } from "vitest";
import { identify } from "./identify.ts";

const bytes = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));

it.each(["jpeg", "png", "gif", "webp"] as const)("knows a %s file", async (format) => {
  expect(identify(await noiseImage(format))).toBe(format);
});

it.each([
  ["tiff", "II*\0\x08\0\0\0"],
  ["tiff", "MM\0*\0\0\0\x08"],
  ["bmp", `BM${"\0".repeat(12)}\x28\0\0\0`],
  ["jpeg2000", "\0\0\0\x0cjP  \r\n\x87\n"],
  ["jpegxl", "\xff\x0a\0\0"],
  ["avif", "\0\0\0\x1cftypavif\0\0\0\0avifmif1miaf"],
  ["avif", "\0\0\0\x1cftypmif1\0\0\0\0mif1avifmiaf"],
  ["heif", "\0\0\0\x18ftypheic\0\0\0\0mif1heic"],
  ["psd", "8BPS\0\x01"],
  ["pdf", "%PDF-1.7"],
  ["svg", '<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg">'],
  ["svg", "<svg width='5'>"],
  ["svg", "<s:svg xmlns:s='http://www.w3.org/2000/svg'>"],
  ["svg", "\xef\xbb\xbf<?xml version='1.0'?><!DOCTYPE svg [ <!ENTITY a \"]>\"> ]>\n<svg>"],
  ["svg", "\xff\xfe<\0s\0v\0g\0 \0"],
  ["svg", "\0<\0s\0v\0g\0>"],
  ["pnm", "P7\nWIDTH 1"],
  ["xbm", "#define a_width 5"],
  ["os2-bitmap", `BA(${"\0".repeat(11)}CI`],
  ["heif", "\0\0\0\x10ftypmif3\0\0\0\0"],
] as const)("knows %s by its first bytes", (format, start) => expect(identify(bytes(start))).toBe(format));

it.each([
  ["nothing", ""],
  ["one byte", "\xff"],
  ["text", "BMW is a car maker, and this is text."],
  ["HTML", "<!DOCTYPE html><html><body><svg></svg></body></html>"],
  ["zeros", "\0".repeat(64)],
  ["a video", "\0\0\0\x18ftypmp42\0\0\0\0mp42isom"],
  ["a sound", "RIFF\0\0\0\0WAVEfmt "],
])("does not take %s for an image", (_, start) => expect(identify(bytes(start))).toBe("unknown"));

it("is done at once with a file that is all comments", () => {
  const startedAtMs = performance.now();
  expect(identify(bytes(`${"<!---->".repeat(9000)}x`))).toBe("unknown");
  expect(identify(bytes(`<!DOCTYPE a ${"[<".repeat(9000)}`))).toBe("unknown");
  expect(performance.now() - startedAtMs).toBeLessThan(1000);
});
