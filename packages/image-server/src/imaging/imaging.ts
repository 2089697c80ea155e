import type { SourceFile } from "../sources/source-file.ts";

/** Where the pixels, fonts and profiles of a request come from. Every method throws `SourceError` when there is none. */
export interface ImagingResources {
  /** `src` is a catalog entry (`rootId/id`) or a path. `modifier` is the row's, to be applied to that layer first. */
  image(src: string): Promise<{ file: SourceFile; modifier?: string }>;
  font(name: string): Promise<SourceFile>;
  profile(name: string): Promise<SourceFile>;
}

/** Limits and defaults of a rendering, from the catalog. */
export interface ImagingSettings {
  readonly defaultFont?: string;
  readonly jpegQuality: number;
  /** 0xRRGGBB */
  readonly bkgColor: number;
  readonly maxPix: { readonly width: number; readonly height: number };
}

/** An image as it goes out. */
export interface EncodedImage {
  readonly bytes: Uint8Array;
  readonly contentType: "image/jpeg" | "image/png" | "image/gif" | "image/webp";
  readonly width: number;
  readonly height: number;
}

/** What `req=props` and `req=imageprops` tell of a source. */
export interface ImageProperties {
  readonly width: number;
  readonly height: number;
  readonly format: string;
  /** Description of the embedded profile. */
  readonly profile?: string;
}
