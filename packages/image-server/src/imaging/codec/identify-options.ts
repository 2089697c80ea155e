import type { ImagingSettings } from "../imaging.ts";

/** What a source is measured by. */
export interface IdentifyOptions {
  /** A file that claims more pixels is unsupported. @default 100000000 */
  readonly maxPixels?: number;
  /** Whether damage counts that every viewer overlooks. @default false */
  readonly strict?: boolean;
}

/** The part of a rendering's settings that decides whether a source can be used. */
export type JudgementSettings = Pick<ImagingSettings, "maxSourcePixels" | "sourceCheck">;

/** The options that settings mean. */
export function identifyOptions({ maxSourcePixels, sourceCheck }: JudgementSettings): IdentifyOptions {
  const strict = sourceCheck === "strict";
  return maxSourcePixels === undefined ? { strict } : { maxPixels: maxSourcePixels, strict };
}
