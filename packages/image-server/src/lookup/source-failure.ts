import { SourceError, type SourceErrorCode } from "@understudy/core";
import { RequestError } from "../request/request-error.ts";
import type { SourceProblem } from "../sources/source-file.ts";

/** The error codes of one kind of source. */
export interface SourceFailureCodes {
  readonly missing: SourceErrorCode;
  readonly unreadable: SourceErrorCode;
  /** Text for the client where the code's own would not fit an unreadable file. */
  readonly unreadableMessage?: string;
}

/** A font or profile that exists but cannot be read counts like a corrupt one: there is no other code, and X01 wants it redirected. */
export const FONT_FAILURES: SourceFailureCodes = {
  missing: "font-not-found",
  unreadable: "font-corrupt",
  unreadableMessage: "The font could not be read.",
};

/** See {@link FONT_FAILURES}. */
export const PROFILE_FAILURES: SourceFailureCodes = {
  missing: "profile-not-found",
  unreadable: "profile-corrupt",
  unreadableMessage: "The colour profile could not be read.",
};

/** Static content has one code for "missing", with and without a catalog record (R06, R07). */
export const STATIC_FAILURES: SourceFailureCodes = { missing: "static-not-on-disk", unreadable: "static-unreadable" };

/** An image with a catalog record is expected to be there (R01), another one is not (R02). */
export function imageFailures(inCatalog: boolean): SourceFailureCodes {
  return { missing: inCatalog ? "image-not-on-disk" : "image-not-in-catalog", unreadable: "image-unreadable" };
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
    case "missing":
      return new SourceError(codes.missing, { source });
    case "unreadable":
      return new SourceError(codes.unreadable, {
        source,
        cause: problem.cause,
        ...(codes.unreadableMessage === undefined ? {} : { publicMessage: codes.unreadableMessage, status: 500 }),
      });
    case "refused":
      return new RequestError("refused", "The source lies outside of the folders that are served.");
    case "exhausted":
      return new SourceError("overloaded", { source, cause: problem.cause });
  }
}
