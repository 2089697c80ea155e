/** What libvips says of an image when it is told to fail on errors, in a process of its own. */
import { createHash } from "node:crypto";
import sharp from "sharp";
import { answerQuestions, type Judgement } from "./answer-questions.ts";

/** Errors, as the issue asks for, or already on warnings, or only on lost ends. */
const failOn = (process.argv[2] ?? "error") as "error" | "warning" | "truncated";
/** As many as the image server's default. */
const MOST_PIXELS = 100_000_000;

sharp.cache(false);
sharp.concurrency(1);

await answerQuestions(async (_, bytes): Promise<Judgement> => {
  try {
    // Of several pictures the first is shown.
    const image = sharp(bytes, { failOn, limitInputPixels: MOST_PIXELS });
    const { data, info } = await image.raw().toBuffer({ resolveWithObject: true });
    const digest = createHash("sha1")
      .update(`${info.width} ${info.height} ${info.channels} `)
      .update(data)
      .digest("hex");
    return { verdict: "good", digest };
  } catch (error) {
    const detail = (error as Error).message.trim();
    return { verdict: detail.includes("exceeds pixel limit") ? "too large" : "corrupt", detail };
  }
});
