/** What the image server says of a file when a request needs it, in a process of its own. */

import { TEST_SETTINGS, type TestFiles, testResources } from "@understudy/test-sources/test-resources";
import { parseCommands } from "../../../packages/image-server/src/commands/parse-commands.ts";
import { renderImage } from "../../../packages/image-server/src/imaging/render-image.ts";
import { pngWithProfile } from "../corpus/profile-recipes.ts";
import { sharpOf } from "../corpus/sharp-input.ts";
import { createPicture } from "../picture.ts";
import type { FileFormat } from "../recipe.ts";
import { answerQuestions, type Judgement } from "./answer-questions.ts";
import { DRAWN_TEXT } from "./drawn-text.ts";

/** What files are called, and so what they claim to be where their first bytes are gone. */
const EXTENSIONS: Readonly<Partial<Record<FileFormat, string>>> = { "other image": "jpg" };
const PROFILED = "shop/source.png";
const base = new Uint8Array(
  await sharpOf(createPicture("photo", 16, 12))
    .png()
    .toBuffer(),
);

await answerQuestions(async (format, bytes) => {
  const source =
    format.includes(" profile") || format === "profile" || format === "font"
      ? PROFILED
      : `shop/source.${EXTENSIONS[format] ?? format}`;
  const { files, query } = await requestFor(format, bytes, source);
  const { commands } = parseCommands(query);
  try {
    const { width, height } = await renderImage(commands, source, testResources(files), TEST_SETTINGS);
    return { verdict: "good", detail: `${width} x ${height}` };
  } catch (error) {
    return judgementOf(error);
  }
});

async function requestFor(
  format: FileFormat,
  bytes: Uint8Array,
  source: string,
): Promise<{ files: TestFiles; query: string }> {
  switch (format) {
    case "font":
      return {
        files: { fonts: { Inter: bytes } },
        query: `layer=0&size=400,60&text=${encodeURIComponent(DRAWN_TEXT)}&fmt=png`,
      };
    case "profile":
      return { files: { images: { [source]: base }, profiles: { P: bytes } }, query: "icc=P&fmt=png" };
    case "embedded profile":
      return { files: { images: { [source]: await pngWithProfile(bytes) } }, query: "fmt=png" };
    default:
      return { files: { images: { [source]: bytes } }, query: "wid=16&fmt=png" };
  }
}

function judgementOf(error: unknown): Judgement {
  const { code = "", message = String(error) } = error as { code?: string; message?: string };
  const detail = `${code} ${message}`.trim();
  if (code.endsWith("-corrupt")) return { verdict: "corrupt", detail };
  if (code === "image-unsupported" && message.includes("pixels; at most")) return { verdict: "too large", detail };
  if (code === "image-unsupported" || code === "unsupported-resource") return { verdict: "unsupported", detail };
  return { verdict: "other", detail };
}
