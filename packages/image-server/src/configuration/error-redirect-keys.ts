import { errorRedirectSettings } from "@understudy/core/adapter";
import type { ServerConfiguration } from "./configuration.ts";

type ErrorRedirect = ServerConfiguration["errorRedirect"];

/** The keys of redirect on error (R12 to R14), each with the setting that it fills. */
export const ERROR_REDIRECT_KEYS = {
  "errorRedirect.rootUrl": "rootUrl",
  "errorRedirect.connectTimeout": "connectTimeoutMs",
  "errorRedirect.socketTimeout": "socketTimeoutMs",
} as const satisfies Record<string, keyof ErrorRedirect>;

/** One of {@link ERROR_REDIRECT_KEYS}. */
export type ErrorRedirectKey = keyof typeof ERROR_REDIRECT_KEYS;

/** What redirect on error is set to when the file says nothing. */
export const ERROR_REDIRECT_DEFAULTS: ErrorRedirect = errorRedirectSettings({});

/**
 * Reads the value of one key; one at a time, so that every bad value is found and not only the first.
 *
 * @throws {TypeError} whose message names key, value and what is allowed
 */
export function readErrorRedirectKey(key: ErrorRedirectKey, value: string): Partial<ErrorRedirect> {
  const setting = ERROR_REDIRECT_KEYS[key];
  return { [setting]: errorRedirectSettings({ [key]: value })[setting] };
}
