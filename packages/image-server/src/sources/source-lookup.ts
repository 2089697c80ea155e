import type { LocatedSource, SourceIdentity, SourceProblem, SourceStore } from "./source-file.ts";
import { isSourceProblem } from "./source-problem.ts";

/** A path that may lead to a source, and the folders to look in. */
export interface SourceCandidate {
  /** Absolute, tried in order. */
  readonly roots: readonly string[];
  readonly relativePath: string;
}

/** One look for a source, and what was found: enough to know later whether it would still find the same. */
export interface SourceLookup extends SourceCandidate {
  /** Undefined = nothing was there. */
  readonly found: { readonly path: string; readonly identity: SourceIdentity } | undefined;
}

/**
 * Looks for a source at several places, in order; the first that is not missing counts, whatever it is.
 *
 * @param record is called for each place that was looked at
 */
export async function locateFirst(
  store: SourceStore,
  candidates: readonly SourceCandidate[],
  record: (lookup: SourceLookup) => void,
): Promise<LocatedSource | SourceProblem> {
  let missing: SourceProblem & { kind: "missing" } = { kind: "missing" };
  for (const candidate of candidates) {
    const result = await store.locate(candidate.roots, candidate.relativePath);
    if (isSourceProblem(result)) {
      if (result.kind !== "missing") return result;
      if (missing.lostRoot === undefined) missing = result;
      record({ ...candidate, found: undefined });
    } else {
      record({ ...candidate, found: { path: result.path, identity: result.identity } });
      return result;
    }
  }
  return missing;
}

/** Whether every look-up would find the same again: nothing replaced, removed or put in front. */
export async function lookupsUnchanged(store: SourceStore, lookups: readonly SourceLookup[]): Promise<boolean> {
  const checks = lookups.map(async ({ roots, relativePath, found }) => {
    const result = await store.locate(roots, relativePath);
    if (isSourceProblem(result)) return result.kind === "missing" && found === undefined;
    return found !== undefined && result.path === found.path && sameVersion(result.identity, found.identity);
  });
  return (await Promise.all(checks)).every(Boolean);
}

/** Whether two identities are those of one version of a file. */
export function sameVersion(a: SourceIdentity, b: SourceIdentity): boolean {
  return a.sizeBytes === b.sizeBytes && a.modifiedAtMs === b.modifiedAtMs && a.inode === b.inode;
}
