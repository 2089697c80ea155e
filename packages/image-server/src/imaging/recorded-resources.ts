import type { SourceFile } from "../sources/source-file.ts";
import type { ImagingResources } from "./imaging.ts";

/** Resources that remember every file they gave out. */
export interface RecordedResources extends ImagingResources {
  /** Each file once, in the order in which they were asked for. */
  readonly sources: readonly SourceFile[];
}

/** Remembers the files that a rendering reads: its response is valid as long as they are what they were. */
export function recordResources(resources: ImagingResources): RecordedResources {
  const sources: SourceFile[] = [];
  const record = (file: SourceFile): SourceFile => {
    if (!sources.some(({ path }) => path === file.path)) sources.push(file);
    return file;
  };
  return {
    sources,
    async image(src) {
      const found = await resources.image(src);
      record(found.file);
      return found;
    },
    font: async (name) => record(await resources.font(name)),
    profile: async (name) => record(await resources.profile(name)),
  };
}
