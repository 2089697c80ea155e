import type { ImageCommands } from "../commands/image-commands.ts";
import type { JudgementSettings } from "../imaging/codec/identify-options.ts";
import type { ImagingSettings } from "../imaging/imaging.ts";
import type { NeededSource } from "../imaging/needed-sources.ts";
import type { LocatedSource, SourceFile } from "../sources/source-file.ts";

/** What is to be found out about, or made of, some sources. All of it can go to another thread. */
export type ImagingTask =
  /** The response image: `EncodedImage`. */
  | {
      readonly kind: "render";
      readonly commands: ImageCommands;
      readonly src: string;
      readonly settings: ImagingSettings;
    }
  /** What the response image would be: `ImageProperties`. */
  | {
      readonly kind: "props";
      readonly commands: ImageCommands;
      readonly src: string;
      readonly settings: ImagingSettings;
    }
  /** What the source image is: `ImageProperties`. */
  | { readonly kind: "imageprops"; readonly src: string; readonly settings: ImagingSettings }
  /** Nothing but whether one source can be used: undefined. */
  | JudgeTask;

/** The task that judges one source alone. */
export interface JudgeTask {
  readonly kind: "judge";
  readonly source: NeededSource;
  readonly settings: JudgementSettings;
}

/** A source with its bytes, under the name that the commands call it by. */
export interface LoadedSource extends NeededSource {
  readonly file: SourceFile;
  /** The row's, for an image. */
  readonly modifier?: string;
}

/** A source that a task was about, without its bytes. */
export interface JudgedSource {
  readonly kind: NeededSource["kind"];
  readonly file: LocatedSource;
}

/** A task with the bytes of all its sources: what a worker gets. */
export interface ImagingJob {
  readonly task: ImagingTask;
  /** The source being processed is an index into this. */
  readonly sources: readonly LoadedSource[];
}

/** The name of the error with which a worker asks for a source that it was not given: that could not be loaded. */
export const MISSING_SOURCE = "MissingSource";
