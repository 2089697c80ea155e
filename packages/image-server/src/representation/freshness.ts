import { formatHttpDate } from "./http-date.ts";

/** "Never expires" in seconds: a year is as far ahead as caches look. */
const NEVER_EXPIRES_SECONDS = 31_536_000;
const USE_THE_ATTRIBUTE = -2;

/**
 * How long one record's answer stays fresh. IS manual, "catalog::Expiration": -2 or none means the attribute's value.
 *
 * @param recordHours the row's value
 * @param attributeHours the catalog's value
 * @returns hours; below 0 = never expires
 */
export function effectiveExpiration(recordHours: number | undefined, attributeHours: number): number {
  return recordHours === undefined || recordHours === USE_THE_ATTRIBUTE ? attributeHours : recordHours;
}

/** The shorter of two expirations in hours, where a negative one never comes. */
export function earlierExpiration(a: number, b: number): number {
  if (a < 0) return b;
  return b < 0 ? a : Math.min(a, b);
}

/**
 * The caching fields of an answer that expires. IS manual, "catalog::Expiration".
 *
 * @param hours below 0 = never, 0 = at once
 * @param nowMs milliseconds since 1970
 */
export function freshnessFields(hours: number, nowMs: number): Record<string, string> {
  const seconds = hours < 0 ? NEVER_EXPIRES_SECONDS : Math.round(hours * 3600);
  return { "cache-control": `max-age=${seconds}`, expires: formatHttpDate(nowMs + seconds * 1000) };
}
