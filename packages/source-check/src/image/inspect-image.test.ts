import { describe, expect, test } from "vitest";
import type { SourceFile } from "../../../image-server/src/sources/source-file.ts";
import { inspectImage } from "./inspect-image.ts";

const file = (name: string, bytes: Uint8Array): SourceFile => ({
  name,
  path: `/images/${name}`,
  bytes,
  identity: { sizeBytes: bytes.length, modifiedAtMs: 0, inode: 1 },
});

const text = (content: string) => new TextEncoder().encode(content);
const BINARY = Uint8Array.from({ length: 600 }, (_, at) => (at * 37) % 251);

describe("a file that begins like no known format", () => {
  test.each([
    ["empty", "a.pcx", new Uint8Array()],
    ["an error page under an image name", "a.jpg", text("<!doctype html><p>Not found")],
    ["text under a foreign name", "a.pcx", text("See the other folder. Größe: 5\n")],
    ["a known format whose beginning is destroyed", "a.JPEG", BINARY],
    ["zeros under the name of a known format", "a.tif", new Uint8Array(5000)],
    ["no extension that could tell", "archive.d/a", BINARY],
  ])("%s is corrupt", (_, name, bytes) => {
    expect(() => inspectImage(file(name, bytes))).toThrow(
      expect.objectContaining({ code: "image-corrupt", source: name }),
    );
  });

  test.each(["proof.pcx", "photo.cr2", "texture.tga"])(
    "%s is a format that nobody here knows: not supported (X02)",
    (name) => {
      expect(() => inspectImage(file(name, BINARY))).toThrow(
        expect.objectContaining({ code: "image-unsupported", source: name }),
      );
    },
  );
});
