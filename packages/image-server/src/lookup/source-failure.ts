import { SourceError, type SourceErrorCode } from "@understudy/core";
import { RequestError } from "../request/request-error.ts";
import type { SourceProblem } from "../sources/source-file.ts";

/** The error codes of one kind of source. */
export interface SourceFailureCodes {
  readonly missing: SourceErrorCode;
  readonly unreadable: SourceErrorCode;
  /**
   * For a source of which it is not known whether it is there, as a root is missing (X23).
   * @default the code for a missing one
   */
  readonly unknown?: SourceErrorCode;
  /** Text for the client where the code's own would not fit an unreadable file. */
  readonly unreadableMessage?: string;
}

/**
 * A font or profile that exists but cannot be read counts like a corrupt one: there is no other code, and X01 wants it
 * redirected.
 */
export const FONT_FAILURES: SourceFailureCodes = {
  missing: "font-not-found",
  unreadable: "font-corrupt",
  unknown: "font-corrupt",
  unreadableMessage: "The font could not be read.",
};

/** See {@link FONT_FAILURES}. */
export const PROFILE_FAILURES: SourceFailureCodes = {
  missing: "profile-not-found",
  unreadable: "profile-corrupt",
  unknown: "profile-corrupt",
  unreadableMessage: "The colour profile could not be read.",
};

/** Static content has one code for "missing", with and without a catalog record (R06, R07). */
export const STATIC_FAILURES: SourceFailureCodes = { missing: "static-not-on-disk", unreadable: "static-unreadable" };

/**
 * An image with a catalog record is expected to be there (R01), another one is not (R02), unless its root is missing.
 */
export function imageFailures(inCatalog: boolean): SourceFailureCodes {
  return inCatalog
    ? { missing: "image-not-on-disk", unreadable: "image-unreadable" }
    : { missing: "image-not-in-catalog", unreadable: "image-unreadable", unknown: "image-unreadable" };
}

/**
 * What a request fails with when its source has a problem.
 *
 * @param source how the log calls the source
 */
export function sourceFailure(
  problem: SourceProblem,
  codes: SourceFailureCodes,
  source: string,
): SourceError | RequestError {
  switch (problem.kind) {
    case "missing": {
      if (problem.lostRoot === undefined || codes.unknown === undefined)
        return new SourceError(codes.missing, { source });
      return unreadable(codes.unknown, codes, source, new Error(`the folder ${problem.lostRoot} is not there`));
    }
    case "unreadable":
      return unreadable(codes.unreadable, codes, source, problem.cause);
    case "refused":
      return new RequestError("refused", "The source lies outside of the folders that are served.");
    case "exhausted":
      return new SourceError("overloaded", { source, cause: problem.cause });
  }
}

function unreadable(
  code: SourceErrorCode,
  { unreadableMessage: publicMessage }: SourceFailureCodes,
  source: string,
  cause: unknown,
): SourceError {
  return new SourceError(code, {
    source,
    cause,
    ...(publicMessage === undefined ? {} : { publicMessage, status: 500 }),
  });
}
