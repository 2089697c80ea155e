import { formatHttpDate } from "./http-date.ts";

/** "Never expires" in seconds: a year is as far ahead as caches look. */
const NEVER_EXPIRES_SECONDS = 31_536_000;

/**
 * The caching fields of a response that expires. IS manual, "catalog::Expiration".
 *
 * @param hours below 0 = never, 0 = at once
 * @param nowMs milliseconds since 1970
 */
export function freshnessFields(hours: number, nowMs: number): Record<string, string> {
  const seconds = hours < 0 ? NEVER_EXPIRES_SECONDS : Math.round(hours * 3600);
  return { "cache-control": `max-age=${seconds}`, expires: formatHttpDate(nowMs + seconds * 1000) };
}
