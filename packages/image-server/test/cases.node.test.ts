/** Files that are valid but unusual, damaged, or hostile: what becomes of each with both codecs, and its pixels. */
import { checkFont, checkImage } from "@understudy/source-check";
import { CASE_FILES, type CaseFile, caseBytes, caseOutcomes } from "@understudy/test-sources/case-files";
import { interFont } from "@understudy/test-sources/inter-font";
import { TEST_SETTINGS, testResources } from "@understudy/test-sources/test-resources";
import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { parseCommands } from "../src/commands/parse-commands.ts";
import { loadCodec } from "../src/imaging/codec/load-codec.ts";
import { renderImage } from "../src/imaging/render-image.ts";
import type { ImagingTools } from "../src/imaging/tools.ts";

/** Generous: other tests may have the processors. A quiet machine needs a tenth. */
const MOST_MS = 20_000;

interface Outcome {
  readonly outcome: string;
  readonly message: string;
  readonly png?: Uint8Array;
}

const nameOf = ({ file }: CaseFile) => `shop/${file}`;

async function serve(file: CaseFile, tools: ImagingTools): Promise<Outcome> {
  const name = nameOf(file);
  const bytes = caseBytes(file.file);
  const text = encodeURIComponent(file.text ?? "Hamburg");
  const query = file.font ? `layer=0&size=300,60&text=${text}&fmt=png-alpha` : "fmt=png-alpha";
  const files = file.font ? { fonts: { Inter: bytes } } : { images: { [name]: bytes }, fonts: { Inter: interFont() } };
  try {
    const { bytes: png } = await renderImage(
      parseCommands(query).commands,
      name,
      testResources(files),
      { ...TEST_SETTINGS, maxPix: { width: 0, height: 0 } },
      tools,
    );
    return { outcome: "served", message: "", png };
  } catch (error) {
    const { code = "", message = "" } = error as { code?: string; message?: string };
    if (code === "profile-corrupt") return { outcome: "redirected-profile", message };
    if (code.endsWith("-corrupt")) return { outcome: "corrupt", message };
    if (code === "image-unsupported" || code === "unsupported-resource") return { outcome: "unsupported", message };
    throw error;
  }
}

async function checkPixels(
  { pixels = [], tol = 0, opaque, ink, width, height }: CaseFile,
  png: Uint8Array,
): Promise<void> {
  const { data, info } = await sharp(png).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  if (width !== undefined) expect([info.width, info.height]).toEqual([width, height]);
  const at = (x: number, y: number) => [...data.subarray((y * info.width + x) * 4, (y * info.width + x) * 4 + 4)];
  for (const [x, y, ...colors] of pixels) {
    const found = at(x, y);
    const isNear = colors.some((color) =>
      color.every((value, index) => Math.abs(value - found[index]!) <= tol || (index < 3 && color[3] === 0)),
    );
    expect(isNear, `${x},${y} is ${found}; right is ${JSON.stringify(colors)}`).toBe(true);
  }
  const alphas = data.filter((_, index) => index % 4 === 3);
  if (opaque) expect(alphas.every((alpha) => alpha === 255)).toBe(true);
  if (ink) expect(alphas.some((alpha) => alpha > 0)).toBe(true);
}

describe.each(["sharp", "imagescript"] as const)("with %s", (name) => {
  test.for(CASE_FILES.map((file) => [file.file, file] as const))("%s", async ([, file]) => {
    const codec = await loadCodec(name);
    const startedAtMs = performance.now();
    const { outcome, message, png } = await serve(file, { codec, watch: (_, work) => work() });
    expect(caseOutcomes(file, name), message).toContain(outcome);
    expect(performance.now() - startedAtMs).toBeLessThan(MOST_MS);
    if (png !== undefined) await checkPixels(file, png);
  });
});

test.each(CASE_FILES.map((file) => [file.file, file] as const))("the check of %s", (_, file) => {
  const check = file.font ? checkFont(caseBytes(file.file)) : checkImage(caseBytes(file.file), { name: file.file });
  const outcomes = caseOutcomes(file, "sharp");
  // A sound file may still be more than the decoders read.
  const isRight =
    check.kind === "fine" ? outcomes.some((outcome) => outcome !== "corrupt") : outcomes.includes(check.kind);
  expect(isRight, JSON.stringify(check).slice(0, 300)).toBe(true);
});
