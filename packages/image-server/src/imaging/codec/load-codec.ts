import type { Codec } from "./codec.ts";
import { imagescriptCodec } from "./imagescript-codec.ts";
import { createSharpCodec, type SharpModule } from "./sharp-codec.ts";

/** Which codec is wanted: `auto` is sharp where it is installed, else imagescript. */
export type CodecChoice = "auto" | "imagescript" | "sharp";

/** All that can be chosen. */
export const CODEC_CHOICES: readonly CodecChoice[] = ["auto", "imagescript", "sharp"];

/**
 * Loads a codec.
 *
 * @throws {Error} if sharp is wanted and cannot be loaded
 */
export async function loadCodec(choice: CodecChoice): Promise<Codec> {
  if (choice === "imagescript") return imagescriptCodec;
  let sharp: SharpModule;
  try {
    sharp = (await import("sharp")).default;
  } catch (cause) {
    if (choice === "auto") return imagescriptCodec;
    throw new Error("sharp cannot be loaded; is it installed?", { cause });
  }
  return createSharpCodec(sharp);
}
