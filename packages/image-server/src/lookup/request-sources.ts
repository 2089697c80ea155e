import { dirname } from "node:path";
import type { Catalog } from "../catalog/catalog.ts";
import { earlierExpiration, effectiveExpiration } from "../catalog/expiration.ts";
import type { ServerConfiguration } from "../configuration/configuration.ts";
import type { ImagingResources } from "../imaging/imaging.ts";
import type { NeededSource } from "../imaging/needed-sources.ts";
import { refuseUnless } from "../request/client-address-filter.ts";
import { checkSourceName } from "../request/request-path.ts";
import type { ServerSnapshot } from "../request/server-snapshot.ts";
import type { LocatedSource, SourceFile, SourceProblem } from "../sources/source-file.ts";
import { locateFirst, type SourceCandidate, type SourceLookup } from "../sources/source-lookup.ts";
import { isSourceProblem } from "../sources/source-problem.ts";
import { admitsImage, findImage, type ImageReference } from "./image-reference.ts";
import {
  FONT_FAILURES,
  imageFailures,
  PROFILE_FAILURES,
  type SourceFailureCodes,
  sourceFailure,
} from "./source-failure.ts";

/** The sources of one request, and what was learnt while they were read. */
export interface RequestSources extends ImagingResources {
  /** Every look-up so far. */
  readonly lookups: readonly SourceLookup[];
  /**
   * Milliseconds since 1970 of the newest source, by its file or its record's `TimeStamp`; undefined before the first.
   */
  readonly lastModifiedMs: number | undefined;
  /** Hours; the earliest of all images, below 0 = never; undefined before the first. */
  readonly expirationHours: number | undefined;
  /** Milliseconds spent on reading. */
  readonly fetchTimeMs: number;
  /** Whether an image was reached by path and not through a catalog. */
  readonly pathBasedAccess: boolean;
  /** The file that a source would be read from; undefined where there is none, or reading it would fail. */
  find(source: NeededSource): Promise<LocatedSource | undefined>;
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** A missing root is no sign of a fault where it is not named: `images` is there by default only. */
function withNamedRoot(
  problem: SourceProblem,
  { imageRootsNamed, imageRootPaths }: ServerConfiguration,
): SourceProblem {
  if (problem.kind !== "missing" || problem.lostRoot === undefined) return problem;
  return imageRootsNamed || !imageRootPaths.includes(problem.lostRoot) ? problem : { kind: "missing" };
}

/**
 * The way to the images, fonts and profiles of one request.
 *
 * @param catalog whose font and profile maps apply
 * @param clientAddress is held against the address filter of every catalog that is touched
 */
export function createRequestSources(
  { catalogs, configuration, sources }: ServerSnapshot,
  catalog: Catalog,
  clientAddress: string,
): RequestSources {
  const lookups: SourceLookup[] = [];

  async function read(
    candidates: readonly SourceCandidate[],
    codes: SourceFailureCodes,
    name: string,
    timeStampMs?: number,
  ): Promise<SourceFile> {
    const startedAtMs = performance.now();
    try {
      const located = await locateFirst(sources, candidates, (lookup) => lookups.push(lookup));
      if (isSourceProblem(located)) throw sourceFailure(withNamedRoot(located, configuration), codes, name);
      const file = await sources.read(located);
      if (isSourceProblem(file)) throw sourceFailure(file, codes, name);
      learnt.lastModifiedMs = Math.max(learnt.lastModifiedMs ?? 0, timeStampMs ?? file.identity.modifiedAtMs);
      return file;
    } finally {
      learnt.fetchTimeMs += performance.now() - startedAtMs;
    }
  }

  // Fonts and profiles are in the catalog folder, in one beside it, or among the images (IS manual, "Source data").
  const mapRoots = [
    configuration.catalogRootPath,
    dirname(configuration.catalogRootPath),
    ...configuration.imageRootPaths,
  ];
  const mapped = (relativePath: string | undefined): SourceCandidate[] =>
    relativePath === undefined ? [] : [{ roots: mapRoots, relativePath }];

  const imageCandidates = ({ paths }: ImageReference): SourceCandidate[] =>
    paths.map((relativePath) => ({ roots: configuration.imageRootPaths, relativePath }));

  function candidatesOf({ kind, name }: NeededSource): SourceCandidate[] {
    if (kind !== "image") return mapped(kind === "font" ? catalog.fontPath(name) : catalog.profilePath(name));
    const reference = findImage(catalogs, checkSourceName(name));
    return admitsImage(catalogs, reference, clientAddress) ? imageCandidates(reference) : [];
  }

  // No accessors: a literal with them lives until the next full collection, with all that they see.
  const learnt: Mutable<RequestSources> = {
    lookups,
    lastModifiedMs: undefined,
    expirationHours: undefined,
    fetchTimeMs: 0,
    pathBasedAccess: false,
    async find(source) {
      const located = await locateFirst(sources, candidatesOf(source), () => {});
      return isSourceProblem(located) ? undefined : located;
    },
    async image(src) {
      const reference = findImage(catalogs, checkSourceName(src));
      const { record, catalog: owner } = reference;
      refuseUnless(admitsImage(catalogs, reference, clientAddress));
      learnt.pathBasedAccess ||= record === undefined;
      const file = await read(
        imageCandidates(reference),
        imageFailures(record !== undefined),
        reference.name,
        record?.timeStampMs,
      );
      const hours = effectiveExpiration(record?.expiration, owner.attributes.expiration);
      learnt.expirationHours =
        learnt.expirationHours === undefined ? hours : earlierExpiration(learnt.expirationHours, hours);
      return record?.modifier === undefined ? { file } : { file, modifier: record.modifier };
    },
    font: (name) => read(mapped(catalog.fontPath(name)), FONT_FAILURES, name),
    profile: (name) => read(mapped(catalog.profilePath(name)), PROFILE_FAILURES, name),
  };
  return learnt;
}
