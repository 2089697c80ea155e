/** Small files that claim much: each is answered soon and in little memory, by its check and with both codecs. */
import { checkFont, checkImage, checkProfile } from "@understudy/source-check";
import { type HostileFile, hostileFiles } from "@understudy/test-sources/hostile-files";
import { interFont } from "@understudy/test-sources/inter-font";
import { noiseImage } from "@understudy/test-sources/noise-image";
import { TEST_SETTINGS, testResources } from "@understudy/test-sources/test-resources";
import { describe, expect, test } from "vitest";
import { parseCommands } from "../src/commands/parse-commands.ts";
import { loadCodec } from "../src/imaging/codec/load-codec.ts";
import { renderImage } from "../src/imaging/render-image.ts";

/** Generous: other tests may have the processors. A quiet machine needs a tenth. */
const MOST_MS = 20_000;
const MOST_MEMORY_BYTES = 200 * 2 ** 20;
/** The rest of 100 megapixels is not hostile, but the picture that was asked for. */
const MAX_SOURCE_PIXELS = 10_000_000;

const FILES = hostileFiles();
const ROWS = FILES.map((file) => [file.name, file] as const);
const CHECKS = { image: checkImage, font: checkFont, profile: checkProfile } as const;

test("no check takes more memory than a picture of ordinary size", () => {
  const before = process.resourceUsage().maxRSS * 1024;
  for (const { kind, bytes } of FILES) CHECKS[kind](bytes);
  expect(process.resourceUsage().maxRSS * 1024 - before).toBeLessThan(MOST_MEMORY_BYTES);
});

test.each(ROWS)("the check of %s ends soon, also when it is strict", (_, { kind, bytes }) => {
  const startedAtMs = performance.now();
  CHECKS[kind](bytes);
  checkImage(bytes, { strict: true });
  expect(performance.now() - startedAtMs).toBeLessThan(MOST_MS);
});

/** What a request that needs the file ends with. */
async function serve({ name, kind, bytes }: HostileFile, codecName: "sharp" | "imagescript"): Promise<string> {
  const query = { image: "wid=50", font: "layer=0&size=300,60&text=aaaaaaaaaaaaaaaa", profile: "icc=hostile" }[kind];
  const image = kind === "image" ? bytes : await noiseImage("jpeg");
  const files = {
    images: { [name]: image },
    fonts: { Inter: kind === "font" ? bytes : interFont() },
    profiles: { hostile: bytes },
  };
  const codec = await loadCodec(codecName);
  const settings = { ...TEST_SETTINGS, maxSourcePixels: MAX_SOURCE_PIXELS };
  const tools = { codec, watch: <T>(_: string, work: () => Promise<T>) => work() };
  try {
    await renderImage(parseCommands(query).commands, name, testResources(files), settings, tools);
    return "served";
  } catch (error) {
    return String((error as { code?: unknown }).code);
  }
}

const OUTCOMES = /^(served|image-corrupt|image-unsupported|profile-corrupt|font-corrupt|unsupported-resource)$/;

describe.each(["sharp", "imagescript"] as const)("with %s", (codec) => {
  test.each(ROWS)("%s is answered soon", async (_, file) => {
    const startedAtMs = performance.now();
    expect(await serve(file, codec)).toMatch(OUTCOMES);
    expect(performance.now() - startedAtMs).toBeLessThan(MOST_MS);
  });
});
