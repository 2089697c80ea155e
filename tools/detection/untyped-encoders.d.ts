/** Encoders that ship no types, as far as they are used. */
declare module "upng-js" {
  const UPNG: {
    encode(frames: ArrayBuffer[], width: number, height: number, colors: number, delays?: number[]): ArrayBuffer;
    encodeLL(
      frames: ArrayBuffer[],
      width: number,
      height: number,
      colorChannels: number,
      alphaChannels: number,
      depth: number,
    ): ArrayBuffer;
  };
  export default UPNG;
}

declare module "gifenc" {
  interface GifEncoderStream {
    writeFrame(indices: Uint8Array, width: number, height: number, options?: object): void;
    finish(): void;
    bytes(): Uint8Array;
  }
  const gifenc: {
    GIFEncoder(): GifEncoderStream;
    quantize(rgba: Uint8Array, colors: number): number[][];
    applyPalette(rgba: Uint8Array, palette: number[][]): Uint8Array;
  };
  export default gifenc;
}

declare module "pngjs" {
  export const PNG: {
    sync: { write(png: { width: number; height: number; data: Uint8Array }, options?: object): Uint8Array };
  };
}
