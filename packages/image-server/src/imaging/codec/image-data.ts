/** Makes a global `ImageData` where there is none, as on Node.js and Bun: the decoders of jSquash make their result with it. */
export function provideImageData(): void {
  if ("ImageData" in globalThis) return;
  class ImageData {
    readonly data: Uint8ClampedArray;
    readonly width: number;
    readonly height: number;

    constructor(data: Uint8ClampedArray, width: number, height: number) {
      this.data = data;
      this.width = width;
      this.height = height;
    }
  }
  Object.defineProperty(globalThis, "ImageData", { value: ImageData, configurable: true, writable: true });
}
