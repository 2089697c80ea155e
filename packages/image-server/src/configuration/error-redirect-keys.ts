import type { ServerConfiguration } from "./configuration.ts";

/** The keys of redirect on error, R12 to R14. */
export const ERROR_REDIRECT_KEYS = [
  "errorRedirect.rootUrl",
  "errorRedirect.connectTimeout",
  "errorRedirect.socketTimeout",
] as const;

/** What redirect on error is set to when the file says nothing: off, 1 s, 30 s (R12 to R14). */
export const ERROR_REDIRECT_DEFAULTS: ServerConfiguration["errorRedirect"] = {
  rootUrl: undefined,
  connectTimeoutMs: 1000,
  socketTimeoutMs: 30_000,
};

const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * Reads one of {@link ERROR_REDIRECT_KEYS}.
 *
 * @throws {Error} whose message names key, value and what is allowed
 */
export function readErrorRedirectKey(
  key: (typeof ERROR_REDIRECT_KEYS)[number],
  value: string,
): Partial<ServerConfiguration["errorRedirect"]> {
  if (key === "errorRedirect.rootUrl") return { rootUrl: value.trim() === "" ? undefined : value.trim() };
  const milliseconds = /^\d+$/.test(value.trim()) ? Number(value) : Number.NaN;
  if (!(milliseconds >= 1 && milliseconds <= LONGEST_TIMER_MS)) {
    throw new Error(`${key} is ${JSON.stringify(value)}; allowed: whole milliseconds from 1 to ${LONGEST_TIMER_MS}`);
  }
  return key === "errorRedirect.connectTimeout"
    ? { connectTimeoutMs: milliseconds }
    : { socketTimeoutMs: milliseconds };
}
