import { SourceError } from "@understudy/core";
import type { ImagingResources, ImagingSettings } from "../../packages/image-server/src/imaging/imaging.ts";
import type { SourceFile } from "../../packages/image-server/src/sources/source-file.ts";

/** A source file in memory. */
export function sourceFile(name: string, bytes: Uint8Array): SourceFile {
  return { name, path: `/${name}`, bytes, identity: { sizeBytes: bytes.length, modifiedAtMs: 0, inode: 0 } };
}

/** Resources in memory, by name; an image can have a modifier. */
export interface TestFiles {
  readonly images?: Readonly<Record<string, Uint8Array | { bytes: Uint8Array; modifier: string }>>;
  readonly fonts?: Readonly<Record<string, Uint8Array>>;
  readonly profiles?: Readonly<Record<string, Uint8Array>>;
}

/** Resources that hold just these files and throw the source errors of a server for all others. */
export function testResources({ images = {}, fonts = {}, profiles = {} }: TestFiles): ImagingResources {
  return {
    async image(src) {
      const found = images[src];
      if (found === undefined) throw new SourceError("image-not-on-disk", { source: src });
      if (found instanceof Uint8Array) return { file: sourceFile(src, found) };
      return { file: sourceFile(src, found.bytes), modifier: found.modifier };
    },
    async font(name) {
      const bytes = fonts[name];
      if (bytes === undefined) throw new SourceError("font-not-found", { source: name });
      return sourceFile(name, bytes);
    },
    async profile(name) {
      const bytes = profiles[name];
      if (bytes === undefined) throw new SourceError("profile-not-found", { source: name });
      return sourceFile(name, bytes);
    },
  };
}

/** Settings of a catalog that sets nothing but a font called `Inter`. */
export const TEST_SETTINGS: ImagingSettings = {
  defaultFont: "Inter",
  jpegQuality: 85,
  bkgColor: 0xffffff,
  maxPix: { width: 4000, height: 4000 },
};
