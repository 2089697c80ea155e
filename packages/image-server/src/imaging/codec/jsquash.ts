import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { provideImageData } from "./image-data.ts";

/** The Emscripten modules of `@jsquash/jpeg` and `@jsquash/webp` that are used; their paths inside the packages. */
export type JsquashModule =
  | "@jsquash/jpeg/codec/dec/mozjpeg_dec"
  | "@jsquash/jpeg/codec/enc/mozjpeg_enc"
  | "@jsquash/webp/codec/dec/webp_dec"
  | "@jsquash/webp/codec/enc/webp_enc";

/** What decoders give: RGBA, alpha not multiplied in. */
export interface JsquashPixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray;
}

/** A fresh instance of one of them. */
export interface JsquashInstance {
  /** @returns null for a file that it cannot read; @throws what is no Error for some */
  decode(bytes: Uint8Array, preserveOrientation?: boolean): JsquashPixels | null;
  /** @returns a view into the instance's memory */
  encode(pixels: Uint8ClampedArray, width: number, height: number, options: object): Uint8Array | null;
}

type Factory = (overrides: object) => Promise<JsquashInstance>;

const compiled = new Map<JsquashModule, Promise<{ factory: Factory; module: WebAssembly.Module }>>();

/**
 * Makes a fresh instance, whose memory goes away with it. The WebAssembly is read from the package's own file and
 * compiled once in each thread; nothing is fetched.
 */
export async function jsquash(name: JsquashModule): Promise<JsquashInstance> {
  let loading = compiled.get(name);
  if (loading === undefined) {
    loading = load(name);
    compiled.set(name, loading);
    // A file that could not be read now may be read the next time.
    loading.catch(() => compiled.delete(name));
  }
  const { factory, module } = await loading;
  provideImageData();
  return factory({
    noInitialRun: true,
    // What the decoders say of a file in passing is nothing for the server's output.
    print() {},
    printErr() {},
    instantiateWasm(imports: WebAssembly.Imports, done: (instance: WebAssembly.Instance) => void) {
      const instance = new WebAssembly.Instance(module, imports);
      done(instance);
      return instance.exports;
    },
  });
}

async function load(name: JsquashModule): Promise<{ factory: Factory; module: WebAssembly.Module }> {
  const file = createRequire(import.meta.url).resolve(`${name}.wasm`);
  const module = await WebAssembly.compile(await readFile(file));
  return { factory: await importFactory(name), module };
}

/** Spelled out, so that a bundler finds them. */
async function importFactory(name: JsquashModule): Promise<Factory> {
  switch (name) {
    case "@jsquash/jpeg/codec/dec/mozjpeg_dec":
      return (await import("@jsquash/jpeg/codec/dec/mozjpeg_dec.js")).default as unknown as Factory;
    case "@jsquash/jpeg/codec/enc/mozjpeg_enc":
      return (await import("@jsquash/jpeg/codec/enc/mozjpeg_enc.js")).default as unknown as Factory;
    case "@jsquash/webp/codec/dec/webp_dec":
      return (await import("@jsquash/webp/codec/dec/webp_dec.js")).default as unknown as Factory;
    case "@jsquash/webp/codec/enc/webp_enc":
      return (await import("@jsquash/webp/codec/enc/webp_enc.js")).default as unknown as Factory;
  }
}
