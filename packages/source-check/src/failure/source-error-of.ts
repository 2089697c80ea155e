import { findSourceError, SourceError, type SourceErrorCode } from "@understudy/core";
import { assertFont, assertImage, assertProfile } from "../check/assert.ts";
import { decoderFailure } from "./decoder-failure.ts";
import { errorChain } from "./error-chain.ts";
import { fileFailure } from "./file-failure.ts";
import type { SourceFailure } from "./source-failure.ts";
import { storeFailure } from "./store-failure.ts";

/** What a source is for. */
export type SourceKind = "image" | "static" | "profile" | "font";

/** A source, as far as the error for it depends on it. */
export interface FailedSource {
  /** How the log calls it: a path or an id. */
  readonly source: string;
  /** @default "image" */
  readonly kind?: SourceKind;
  /**
   * Whether an image is in a catalog, so that it ought to be there (R01); false for one that is not (R02).
   * @default true
   */
  readonly inCatalog?: boolean;
  /** Its bytes, where they could be read: what a decoder refuses is then judged by a check of them. */
  readonly bytes?: Uint8Array;
}

type CodeTable = Readonly<Record<Exclude<SourceFailure, "overloaded">, SourceErrorCode | undefined>>;

/**
 * A profile or font that is there and cannot be read counts like a corrupt one: they have no code of their own for it,
 * and X01 wants it redirected.
 */
const CODES: Readonly<Record<SourceKind, CodeTable>> = {
  image: { missing: "image-not-on-disk", unreadable: "image-unreadable", unsupported: "image-unsupported" },
  static: { missing: "static-not-on-disk", unreadable: "static-unreadable", unsupported: undefined },
  profile: { missing: "profile-not-found", unreadable: "profile-corrupt", unsupported: undefined },
  font: { missing: "font-not-found", unreadable: "font-corrupt", unsupported: undefined },
};

const UNREADABLE_TEXTS: Readonly<Partial<Record<SourceKind, string>>> = {
  profile: "The colour profile could not be read.",
  font: "The font could not be read.",
};

/**
 * The `SourceError` that an error means for a source: of a file operation on Node, Bun or Deno (ENOENT, EACCES, EISDIR,
 * EIO, ESTALE against EMFILE, ENFILE, ENOMEM), of an S3 or another HTTP store, of sharp and libvips. The error or the
 * first of its causes that is known decides; the chain is followed to a depth of 16.
 *
 * Where a decoder refuses an image, `bytes` are checked: damage is `image-corrupt`, anything else `image-unsupported`.
 *
 * @param error what was thrown
 * @param source how the log calls the source, or more about it
 * @returns the source error, with the error as its cause; a source error that is there already; or, when the error says
 *   nothing about a source (a bug, a client that left), the error itself. So `throw sourceErrorOf(error, path)` is
 *   always right.
 * @example
 * const bytes = await readFile(path).catch((error) => { throw sourceErrorOf(error, path); });
 */
export function sourceErrorOf(error: unknown, source: string | FailedSource): unknown {
  const failed: FailedSource = typeof source === "string" ? { source } : source;
  const known = findSourceError(error);
  if (known !== undefined) return known;
  const failure = sourceFailureOf(error);
  if (failure === undefined) return error;
  if (failure === "unsupported" && failed.bytes !== undefined) {
    const damage = damageOf(failed.bytes, failed);
    if (damage !== undefined) return damage;
  }
  return sourceErrorFor(failure, failed, error);
}

/**
 * What an error means for a source, before a code is chosen.
 *
 * @returns undefined when neither the error nor one of its causes is known
 */
export function sourceFailureOf(error: unknown): SourceFailure | undefined {
  for (const each of errorChain(error)) {
    const failure = fileFailure(each) ?? storeFailure(each) ?? decoderFailure(each);
    if (failure !== undefined) return failure;
  }
  return undefined;
}

/** The source error for a failure; the cause itself where a kind of source has no code for it. */
export function sourceErrorFor(failure: SourceFailure, failed: FailedSource, cause?: unknown): unknown {
  const { source, kind = "image", inCatalog = true } = failed;
  if (failure === "overloaded") return new SourceError("overloaded", { source, cause });
  if (failure === "missing" && kind === "image" && !inCatalog) {
    return new SourceError("image-not-in-catalog", { source, cause });
  }
  const code = CODES[kind][failure];
  if (code === undefined) return cause;
  const publicMessage = failure === "unreadable" ? UNREADABLE_TEXTS[kind] : undefined;
  return new SourceError(code, { source, cause, ...(publicMessage === undefined ? {} : { publicMessage }) });
}

function damageOf(bytes: Uint8Array, { source, kind = "image" }: FailedSource): unknown {
  const assertions = { image: assertImage, font: assertFont, profile: assertProfile, static: () => undefined };
  try {
    assertions[kind](bytes, source);
    return undefined;
  } catch (error) {
    const found = findSourceError(error);
    return found?.code.endsWith("-corrupt") ? found : undefined;
  }
}
