import type { Seeded } from "../seeded.ts";

/** What is found under an image's name and is none. */
export const NOT_AN_IMAGE: Readonly<Record<string, (random: Seeded) => Uint8Array>> = {
  empty: () => new Uint8Array(0),
  "one-byte": (random) => random.bytes(1),
  html: () =>
    text("<!DOCTYPE html>\n<html><head><title>404 Not Found</title></head><body><h1>Not Found</h1></body></html>"),
  "html-with-svg": () => text("<html><body><svg xmlns='http://www.w3.org/2000/svg'></svg></body></html>"),
  text: () => text("The image will be here soon.\n"),
  "text-bm": () => text("BMW and other makers of cars, and more text that goes on for a while."),
  "git-lfs": () => text(`version https://git-lfs.github.com/spec/v1\noid sha256:${"0".repeat(64)}\nsize 12345\n`),
  json: () => text('{"error":"AccessDenied","status":403}'),
  xml: () => text('<?xml version="1.0"?><Error><Code>NoSuchKey</Code></Error>'),
  zeros: (random) => new Uint8Array(random.between(1, 20_000)),
  noise: (random) => Uint8Array.of(0x23, ...random.bytes(random.between(1, 20_000))),
  "jpeg-start-only": () => Uint8Array.of(0xff, 0xd8, 0xff),
  "jpeg-empty": () => Uint8Array.of(0xff, 0xd8, 0xff, 0xd9),
  "png-start-only": () => Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
  "png-as-text": (random) => {
    // Line ends converted on the way: what the signature of PNG is there to show.
    const head = [0x89, 0x50, 0x4e, 0x47, 0x0a, 0x1a, 0x0a];
    return Uint8Array.of(...head, ...random.bytes(500));
  },
  "jpeg-as-utf8": (random) => {
    const bytes = Buffer.from([0xff, 0xd8, 0xff, 0xe0, ...random.bytes(3000)]);
    return new Uint8Array(Buffer.from(bytes.toString("utf8"), "utf8"));
  },
  "gif-start-only": () => text("GIF89a"),
  "tiff-start-only": () => text("II*\0"),
};

function text(content: string): Uint8Array {
  return new Uint8Array(Buffer.from(content, "latin1"));
}
