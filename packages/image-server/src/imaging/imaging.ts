import type { SourceFile } from "../sources/source-file.ts";

/**
 * Where the pixels, fonts and profiles of a request come from. Every method throws `SourceError` when there is none.
 */
export interface ImagingResources {
  /** `src` is a catalog entry (`rootId/id`) or a path. `modifier` is the row's, to be applied to that layer first. */
  image(src: string): Promise<{ file: SourceFile; modifier?: string }>;
  font(name: string): Promise<SourceFile>;
  profile(name: string): Promise<SourceFile>;
}

/** Limits and defaults of a rendering, from the catalog. */
export interface ImagingSettings {
  readonly defaultFont?: string;
  /** 1 to 100. */
  readonly jpegQuality: number;
  /** 0xRRGGBB */
  readonly bkgColor: number;
  /** Largest width and height of a response image; 0 = no limit of its own. */
  readonly maxPix: { readonly width: number; readonly height: number };
  /** Most pixels that a source, or an intermediate image, may have. @default 100000000 */
  readonly maxSourcePixels?: number;
  /** Whether pictures are turned as their files ask, before every command. @default "apply" */
  readonly orientation?: "apply" | "ignore";
  /**
   * Whether damage that every viewer overlooks counts: an end marker that is missing, a wrong checksum of data that no
   * pixel hangs on, a later picture that is broken. @default "lenient"
   */
  readonly sourceCheck?: "strict" | "lenient";
}

/** An image as it goes out. */
export interface EncodedImage {
  readonly bytes: Uint8Array;
  readonly contentType: "image/jpeg" | "image/png" | "image/gif" | "image/webp";
  readonly width: number;
  readonly height: number;
  /** What of its sources was left aside, each in one sentence. @default nothing */
  readonly notes?: readonly string[];
}

/** An image as it goes out, with everything that was read for it. */
export interface RenderedImage extends EncodedImage {
  /** Images, fonts and profiles, each once, in the order in which they were asked for. */
  readonly sources: readonly SourceFile[];
}

/** What `req=props` and `req=imageprops` say about an image. */
export interface ImageProperties {
  /** How a source asks to be turned, 1 to 8 as in Exif, and its size before that; undefined for a response image. */
  readonly stored?: { readonly orientation: number; readonly width: number; readonly height: number };
  readonly width: number;
  readonly height: number;
  /** `image/jpeg`, … */
  readonly format: string;
  /** Description of the embedded profile; empty when it has one that cannot be read. */
  readonly profile?: string;
}
