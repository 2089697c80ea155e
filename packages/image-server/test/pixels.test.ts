import { SourceError } from "@understudy/core";
import { CASE_FILES, type CaseFile, caseBytes } from "@understudy/test-sources/case-files";
import { rasterDifference } from "@understudy/test-sources/raster-difference";
import { TEST_SETTINGS, testResources } from "@understudy/test-sources/test-resources";
import { describe, expect, it } from "vitest";
import { parseCommands } from "../src/commands/parse-commands.ts";
import type { Codec } from "../src/imaging/codec/codec.ts";
import { loadCodec } from "../src/imaging/codec/load-codec.ts";
import { decodePng } from "../src/imaging/decode/png-decoder.ts";
import type { Raster } from "../src/imaging/raster/raster.ts";
import { renderImage } from "../src/imaging/render-image.ts";

/** A picture, or why there is none. */
type Outcome = Raster | "unsupported" | "corrupt" | "redirected-profile";

const CODES: Readonly<Record<string, Outcome>> = {
  "image-unsupported": "unsupported",
  "image-corrupt": "corrupt",
  "profile-corrupt": "redirected-profile",
};

async function render(codec: Codec, { file }: CaseFile): Promise<Outcome> {
  const resources = testResources({ images: { [file]: caseBytes(file) } });
  const { commands } = parseCommands("fmt=png-alpha");
  try {
    const tools = { codec, watch: <T>(_: string, work: () => Promise<T>) => work() };
    const { bytes } = await renderImage(commands, file, resources, TEST_SETTINGS, tools);
    return await decodePng(bytes);
  } catch (error) {
    const outcome = error instanceof SourceError ? CODES[error.code] : undefined;
    if (outcome === undefined) throw error;
    return outcome;
  }
}

function colorAt({ width, data }: Raster, x: number, y: number): number[] {
  return [...data.subarray((y * width + x) * 4, (y * width + x) * 4 + 4)];
}

function distance(color: readonly number[], right: readonly number[]): number {
  const channels = right[3] === 0 ? [3] : [0, 1, 2, 3];
  return Math.max(...channels.map((channel) => Math.abs(color[channel]! - right[channel]!)));
}

/** Everything of a picture that is not as the case says. */
function faults(picture: Raster, { width, height, pixels = [], tol = 0, opaque }: CaseFile): string[] {
  const found: string[] = [];
  if (width !== undefined && (picture.width !== width || picture.height !== height)) {
    found.push(`${picture.width} x ${picture.height} pixels`);
  }
  for (const [x, y, ...colors] of pixels) {
    const color = colorAt(picture, x, y);
    if (!colors.some((right) => distance(color, right) <= tol)) found.push(`${x},${y} is ${color}, not ${colors[0]}`);
  }
  if (opaque && picture.data.some((value, index) => index % 4 === 3 && value !== 255)) found.push("not opaque");
  return found;
}

/** Steps of 8 bits. The decoders of JPEG make small pictures of halved colours in other ways. */
const MOST_APART = 8;

const PICTURES = CASE_FILES.filter(({ font, hostile }) => font !== true && hostile !== true);

/** What only libvips reads: a codec that does not is to say so. */
const OTHERWISE_UNSUPPORTED = new Set([
  "jpeg-cmyk.jpg",
  "jpeg-cmyk-bytes-removed.jpg",
  "avif-whole.avif",
  "avif-cut.avif",
]);

const CODECS = [await loadCodec("imagescript"), await loadCodec("sharp")];

describe.each(CODECS)("the pixels of $name", (codec) => {
  const served = PICTURES.filter(({ pixels, opaque }) => pixels !== undefined || opaque === true);
  it.each(served)("are right, if there are any: $file", async (imageCase) => {
    const outcome = await render(codec, imageCase);
    if (typeof outcome !== "string") expect(faults(outcome, imageCase)).toEqual([]);
    else expect([imageCase.expect].flat()).toContain(outcome);
  });
});

describe("both codecs", () => {
  it.each(PICTURES)("show the same: $file", async (imageCase) => {
    const [first, second] = CODECS as [Codec, Codec];
    const [a, b] = [await render(first, imageCase), await render(second, imageCase)];
    if (a === "unsupported" && OTHERWISE_UNSUPPORTED.has(imageCase.file)) return;
    if (typeof a === "string" || typeof b === "string") {
      expect(typeof a === "string" ? a : "served").toBe(typeof b === "string" ? b : "served");
    } else {
      expect(`${a.width} x ${a.height}`).toBe(`${b.width} x ${b.height}`);
      expect(rasterDifference(a, b).largest).toBeLessThanOrEqual(MOST_APART);
    }
  });
});
