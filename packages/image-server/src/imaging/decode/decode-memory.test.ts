import { inspectImage } from "@understudy/source-check/decoder";
import { noiseImage } from "@understudy/test-sources/noise-image";
import { sourceFile } from "@understudy/test-sources/test-resources";
import { afterEach, expect, it, vi } from "vitest";

afterEach(() => vi.doUnmock("./png-decoder.ts"));

it("does not blame the image when there is no memory for its pixels", async () => {
  vi.doMock("./png-decoder.ts", () => ({ decodePng: async () => new Uint8Array(2 ** 60) }));
  const { decodeImage } = await import("./decode-image.ts");
  const file = sourceFile("large.png", await noiseImage("png"));
  await expect(decodeImage(file, inspectImage(file))).rejects.toMatchObject({ code: "overloaded", status: 503 });
});
