import type { HattipHandler } from "@hattip/core";
import {
  type ErrorRedirectOptions,
  createErrorRedirect as onAnyTransport,
  type RedirectOnErrorOptions,
  redirectOnError as redirectOnAnyTransport,
} from "@understudy/core";
import { createHttpTransport } from "@understudy/http-transport";

/**
 * `redirectOnError` of `@understudy/core`, with the exact transport of `@understudy/http-transport` by default instead
 * of `fetch`.
 *
 * Every handler has connections of its own to its secondary. Idle ones are closed after 4 s and do not keep the process
 * alive; give a `transport` to say otherwise or to share them.
 *
 * @throws {OptionError} for a bad option
 *
 * @example await serve(redirectOnError(images, { rootUrl: "http://images-2.example" }));
 */
export function redirectOnError<P = unknown>(
  primary: HattipHandler<P>,
  options: RedirectOnErrorOptions<P> = {},
): HattipHandler<P> {
  return redirectOnAnyTransport(primary, withHttpTransport(options));
}

/**
 * `createErrorRedirect` of `@understudy/core`, with the exact transport of `@understudy/http-transport` by default
 * instead of `fetch`.
 *
 * @throws {OptionError} for a bad option
 */
export function createErrorRedirect(options: ErrorRedirectOptions = {}): ReturnType<typeof onAnyTransport> {
  return onAnyTransport(withHttpTransport(options));
}

function withHttpTransport<O extends ErrorRedirectOptions>(options: O): O {
  return options.transport === undefined ? { ...options, transport: createHttpTransport() } : options;
}
