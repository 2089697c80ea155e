import { type FailedSource, sourceErrorOf } from "./source-error-of.ts";

/**
 * Waits for a source to be read, and rejects with the source error that a failure means; see {@link sourceErrorOf}.
 *
 * @param reading the pending read: of a file, of an object store
 * @param source how the log calls the source, or more about it
 * @throws {SourceError} not on disk, unreadable or overloaded; an error that says nothing about a source as it came
 * @example
 * const bytes = await readSource(readFile(path), path);
 */
export async function readSource<T>(reading: PromiseLike<T>, source: string | FailedSource): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    throw sourceErrorOf(error, source);
  }
}
