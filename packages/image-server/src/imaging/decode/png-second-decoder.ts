import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { decode, initSync } from "@jsquash/png/codec/pkg/squoosh_png.js";
import { provideImageData } from "../codec/image-data.ts";
import type { Raster } from "../raster/raster.ts";

let loading: Promise<void> | undefined;

/** Decodes a PNG by the decoder of `@jsquash/png`, of which there is one instance in each thread. */
export async function decodePngOtherwise(bytes: Uint8Array): Promise<Raster> {
  loading ??= load();
  await loading;
  provideImageData();
  const { width, height, data } = decode(bytes);
  return { width, height, data: new Uint8ClampedArray(data) };
}

async function load(): Promise<void> {
  const file = createRequire(import.meta.url).resolve("@jsquash/png/codec/pkg/squoosh_png_bg.wasm");
  initSync(await WebAssembly.compile(await readFile(file)));
}
