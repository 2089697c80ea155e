import type { Codec } from "./codec/codec.ts";
import { imagescriptCodec } from "./codec/imagescript-codec.ts";
import { forSoundFiles } from "./codec/sound-files.ts";

/** What a rendering works with. */
export interface ImagingTools {
  readonly codec: Codec;
  /**
   * Does some work on a source. The isolation of renderings learns from it which source is in hand when the work never
   * comes to its end.
   *
   * @param source the name of the source file
   */
  readonly watch: <T>(source: string, work: () => Promise<T>) => Promise<T>;
  /** Gets what of a source was left aside, in one sentence, for the request's access record. @default nothing */
  readonly note?: (text: string) => void;
}

/** imagescript, and no watch over it. */
export const DEFAULT_TOOLS: ImagingTools = {
  codec: forSoundFiles(imagescriptCodec, undefined),
  watch: (_, work) => work(),
};
