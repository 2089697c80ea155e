import { describe, expect, test } from "vitest";
import { inspectImage } from "./inspect-image.ts";

const text = (content: string) => new TextEncoder().encode(content);
const BINARY = Uint8Array.from({ length: 600 }, (_, at) => (at * 37) % 251);

describe("a file that begins like no known format", () => {
  test.each([
    ["empty", "a.pcx", new Uint8Array()],
    ["an error page under an image name", "a.jpg", text("<!doctype html><p>Not found")],
    ["an error page under a foreign name", "a.pcx", text("\ufeff<?xml version='1.0'?><!-- a --> <html lang='en'>")],
    ["a known format whose beginning is destroyed", "a.JPEG", BINARY],
    ["text under the name of a known format", "a.png", text("See the other folder.\n")],
    ["zeros", "a.pcx", new Uint8Array(5000)],
  ])("%s is corrupt", (_, name, bytes) => {
    expect(() => inspectImage({ name, bytes })).toThrow(
      expect.objectContaining({ code: "image-corrupt", source: name }),
    );
  });

  test.each([
    ["proof.pcx", BINARY],
    ["photo.cr2", BINARY],
    ["texture.tga", BINARY],
    ["archive.d/a", BINARY],
    ["note.pcx", text("See the other folder. Größe: 5\n")],
    ["picture.ppm", text("P3 1 1 255 1 2 3\n")],
    ["picture.jpg", text("P6 1 1 255 abc")],
  ])("%s may be of a format that is not known here: not supported (X02)", (name, bytes) => {
    expect(() => inspectImage({ name, bytes })).toThrow(
      expect.objectContaining({ code: "image-unsupported", source: name }),
    );
  });
});
