/** How the composite image is scaled into `wid` and `hei`; protocol reference, "fit". */
export type FitMode = "fit" | "constrain" | "crop" | "wrap" | "stretch" | "hfit" | "vfit";

/** The response formats; protocol reference, "fmt". `jpg` is read as `jpeg`, and so is `pjpg`; `webp,,lossless` has a name. */
export type OutputFormat =
  | "jpeg"
  /** Progressive. */
  | "pjpeg"
  | "png"
  | "png-alpha"
  | "webp"
  | "webp-alpha"
  | "webp-lossless"
  | "webp-alpha-lossless"
  | "gif";

/** Left-right, upside-down, or both; protocol reference, "flip". */
export type Flip = "lr" | "ud" | "lrud";

/** Rendering intents; protocol reference, "icc". */
export type RenderIntent = "perceptual" | "relative" | "saturation" | "absolute";

/** A rectangle in pixels of the source image, or in parts of its size; it may reach beyond the image. */
export interface CropRectangle {
  readonly unit: "pixels" | "normalized";
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where a layer lies: its centre, from the centre of layer 0, in pixels or in parts of layer 0's size. */
export interface LayerPosition {
  readonly unit: "pixels" | "normalized";
  readonly x: number;
  readonly y: number;
}

/** What a layer shows. */
export type LayerContent =
  /** The image of the request's path; only layer 0. */
  | { readonly kind: "base" }
  /** A catalog entry (`rootId/id`) or a path. */
  | { readonly kind: "image"; readonly src: string }
  /** Plain text or RTF. */
  | { readonly kind: "text"; readonly text: string };

/**
 * The commands of one layer, in the order in which the server applies them (protocol reference, "Layer transforms").
 */
export interface LayerCommands {
  /** Higher numbers hide lower ones. */
  readonly number: number;
  readonly content: LayerContent;
  readonly crop?: CropRectangle;
  /** Pixels: an image is scaled to fit into them, keeping its aspect ratio; a text box has just these. 0 = no limit. */
  readonly size?: { readonly width: number; readonly height: number };
  readonly flip?: Flip;
  /** Degrees, clockwise. @default 0 */
  readonly rotate?: number;
  /** @default the centre of layer 0 */
  readonly pos?: LayerPosition;
  /** 0 to 100 percent. @default 100 */
  readonly opac?: number;
}

/** `req=`: what the client wants to have. */
export type RequestType = "img" | "exists" | "props" | "imageprops";

/** `cache=`: whether the response cache may answer, and keep the answer. */
export type CacheMode = "on" | "off" | "validate" | "update";

/** An image request's commands, checked; whatever is missing was not asked for and comes from the catalog. */
export interface ImageCommands {
  /** Pixels, from 1. */
  readonly wid?: number;
  /** Pixels, from 1. */
  readonly hei?: number;
  readonly fit?: {
    readonly mode: FitMode;
    /** Whether the image may be enlarged. @default true */
    readonly upscale: boolean;
  };
  /** -1 left or top, 0 centre, 1 right or bottom. */
  readonly align?: { readonly x: number; readonly y: number };
  /** Inverse scale factor, above 0: 2 halves the image. */
  readonly scl?: number;
  /** Flip of the composite image. */
  readonly flip?: Flip;
  /** 0xRRGGBB */
  readonly bgc?: number;
  readonly fmt?: OutputFormat;
  readonly qlt?: {
    /** 0 to 100. */
    readonly quality: number;
    /** True: chroma is not down-sampled. */
    readonly fullChroma: boolean;
  };
  readonly icc?: {
    /** Name in the profile map. */
    readonly profile: string;
    readonly intent?: RenderIntent;
    readonly blackPointCompensation?: boolean;
  };
  /** Catalog entry or path; empty = none, whatever the catalog says. */
  readonly defaultImage?: string;
  /** @default "on" */
  readonly cache: CacheMode;
  readonly type?: string;
  /** @default "img" */
  readonly req: RequestType;
  /** How properties are written. @default "text" */
  readonly reqFormat: "text" | "json";
  /** Ascending by number; layer 0 is always there. */
  readonly layers: readonly [LayerCommands, ...LayerCommands[]];
}

/** What {@link parseCommands} makes of a query string. */
export interface ParsedCommands {
  readonly commands: ImageCommands;
  /** Names of commands that this server does not know, as written, each once. */
  readonly ignored: readonly string[];
}
