import { createRequire } from "node:module";
import type { Codec } from "./codec.ts";
import type { CodecChoice } from "./codec-choice.ts";
import { imagescriptCodec } from "./imagescript-codec.ts";
import { createSharpCodec, type SharpModule } from "./sharp-codec.ts";
import { forSoundFiles } from "./sound-files.ts";

/** How sharp is found; replaced by tests. */
export interface SharpPackage {
  /** Whether it is there, whatever it is like. */
  isInstalled(): boolean;
  load(): Promise<SharpModule>;
}

/**
 * Loads a codec. What sharp refuses is tried with imagescript too.
 *
 * @throws {Error} if sharp is wanted and not installed, or is installed and cannot be loaded, also for `auto`: images
 *   that are decoded on one machine and not on the next would be the worse surprise
 */
export async function loadCodec(choice: CodecChoice, sharp: SharpPackage = installedSharp): Promise<Codec> {
  if (choice === "imagescript") return forSoundFiles(imagescriptCodec, undefined);
  if (!sharp.isInstalled()) {
    if (choice === "auto") return forSoundFiles(imagescriptCodec, undefined);
    throw new Error("sharp is not installed");
  }
  try {
    return forSoundFiles(createSharpCodec(await sharp.load()), imagescriptCodec);
  } catch (cause) {
    throw new Error(`sharp is installed and cannot be loaded: ${oneLine(cause)}`, { cause });
  }
}

const installedSharp: SharpPackage = {
  isInstalled() {
    try {
      createRequire(import.meta.url).resolve("sharp");
      return true;
    } catch {
      return false;
    }
  },
  load: async () => (await import("sharp")).default,
};

/** Sharp explains itself on many lines: what is wrong, then what may help. */
function oneLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text
    .trim()
    .replace(/\s*\n\s*/g, " | ")
    .slice(0, 500);
}
