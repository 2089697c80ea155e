/** The decoders inside imagescript, as far as they are used; its own types cover only the classes around them. */
declare module "imagescript/wasm/node/jpeg.js" {
  interface JpegDecoder {
    /**
     * The pixels as the file holds them: format 0 has one byte each, 1 has three. Throws when it is damaged.
     *
     * @param width the size is divided by 2, 4 or 8 if at least this or `height` is left. @default it is not
     */
    decode(
      bytes: Uint8Array,
      width?: number,
      height?: number,
    ): { width: number; height: number; format: number; buffer: Uint8Array };
  }
  const jpeg: {
    /** A new instance on every call. */
    init(): Promise<JpegDecoder>;
  };
  export default jpeg;
}

declare module "imagescript/wasm/node/png.js" {
  interface PngDecoder {
    /** RGBA with 8 bits whatever the file holds. Throws when it is damaged. */
    decode(bytes: Uint8Array): { width: number; height: number; framebuffer: Uint8Array };
  }
  const png: {
    /** A new instance on every call. */
    init(): Promise<PngDecoder>;
  };
  export default png;
}
