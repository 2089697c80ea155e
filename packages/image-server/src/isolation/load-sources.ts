import type { ImagingResources } from "../imaging/imaging.ts";
import type { NeededSource } from "../imaging/needed-sources.ts";
import type { LoadedSource } from "./imaging-job.ts";

/** The sources of a task, up to the first that could not be loaded. */
export interface LoadedSources {
  readonly sources: readonly LoadedSource[];
  /** What the first that could not be loaded failed with. */
  readonly failure?: { readonly error: unknown };
}

/**
 * Loads the sources of a task in their order. A failure is kept for the worker to come upon: what is wrong with a
 * source before it is to be reported first.
 *
 * @throws what the first of all fails with
 */
export async function loadSources(
  needed: readonly NeededSource[],
  resources: ImagingResources,
): Promise<LoadedSources> {
  const sources: LoadedSource[] = [];
  for (const { kind, name } of needed) {
    try {
      const found = kind === "image" ? await resources.image(name) : { file: await resources[kind](name) };
      sources.push({ kind, name, ...found });
    } catch (error) {
      if (sources.length === 0) throw error;
      return { sources, failure: { error } };
    }
  }
  return { sources };
}
