import { afterEach, expect, it, vi } from "vitest";
import { inspectImage } from "../format/inspect-image.ts";
import { noiseImage } from "../testing/noise-image.ts";
import { sourceFile } from "../testing/test-resources.ts";

afterEach(() => vi.doUnmock("./png-decoder.ts"));

it("does not blame the image when there is no memory for its pixels", async () => {
  vi.doMock("./png-decoder.ts", () => ({ decodePng: async () => new Uint8Array(2 ** 60) }));
  const { decodeImage } = await import("./decode-image.ts");
  const file = sourceFile("large.png", await noiseImage("png"));
  await expect(decodeImage(file, inspectImage(file))).rejects.toMatchObject({ code: "overloaded", status: 503 });
});
