import type { FieldReader } from "@understudy/core/adapter";
import { formatHttpDate, parseHttpDate, wholeSeconds } from "./http-date.ts";

/** What identifies the current version of a representation. */
export interface Validators {
  /** Entity tag with its quotes; strong. */
  readonly etag?: string;
  /** Milliseconds since 1970. */
  readonly lastModifiedMs?: number;
}

/** A modification time as a validator; none for a time to come, which must not be sent (RFC 9110 §8.8.2.1). */
export function lastModified(timeMs: number | undefined, nowMs = Date.now()): Pick<Validators, "lastModifiedMs"> {
  return timeMs === undefined || timeMs > nowMs ? {} : { lastModifiedMs: timeMs };
}

/** The `Last-Modified` field of a representation. */
export function lastModifiedField({ lastModifiedMs }: Validators): Record<string, string> {
  return lastModifiedMs === undefined ? {} : { "last-modified": formatHttpDate(lastModifiedMs) };
}

/**
 * Evaluates the preconditions of a GET or HEAD request, in the order of RFC 9110 §13.2.2.
 *
 * @returns `send` the representation, answer `not-modified` (304), or `failed` (412)
 */
export function evaluatePreconditions(
  headers: FieldReader,
  { etag, lastModifiedMs }: Validators,
): "send" | "not-modified" | "failed" {
  const ifMatch = headers.get("if-match");
  const ifUnmodifiedSince = dateField(headers, "if-unmodified-since");
  if (ifMatch !== null) {
    if (!matchesStrongly(ifMatch, etag)) return "failed";
  } else if (ifUnmodifiedSince !== undefined && lastModifiedMs !== undefined) {
    if (wholeSeconds(lastModifiedMs) > ifUnmodifiedSince) return "failed";
  }
  const ifNoneMatch = headers.get("if-none-match");
  if (ifNoneMatch !== null) return matchesWeakly(ifNoneMatch, etag) ? "not-modified" : "send";
  const ifModifiedSince = dateField(headers, "if-modified-since");
  if (ifModifiedSince === undefined || lastModifiedMs === undefined) return "send";
  return wholeSeconds(lastModifiedMs) <= ifModifiedSince ? "not-modified" : "send";
}

/**
 * Whether a Range field is to be honoured as far as `If-Range` is concerned: there is none, or it names the current
 * version by a strong entity tag or by its exact date. RFC 9110 §13.1.5.
 */
export function rangeStillApplies(headers: FieldReader, { etag, lastModifiedMs }: Validators): boolean {
  const value = headers.get("if-range")?.trim();
  if (value === undefined) return true;
  if (value.startsWith('"') || value.startsWith("W/")) return value === etag;
  return lastModifiedMs !== undefined && parseHttpDate(value) === wholeSeconds(lastModifiedMs);
}

function dateField(headers: FieldReader, name: string): number | undefined {
  const value = headers.get(name);
  return value === null ? undefined : parseHttpDate(value);
}

/** RFC 9110 §8.8.3: an opaque tag may hold commas, so a list cannot just be split at them. */
function entityTags(list: string): string[] {
  return list.match(/(?:W\/)?"[^"]*"/g) ?? [];
}

function matchesStrongly(list: string, etag: string | undefined): boolean {
  if (list.trim() === "*") return true;
  return etag !== undefined && entityTags(list).includes(etag);
}

function matchesWeakly(list: string, etag: string | undefined): boolean {
  if (list.trim() === "*") return true;
  return etag !== undefined && entityTags(list).some((tag) => tag.replace(/^W\//, "") === etag);
}
