import type { IncomingMessage, ServerResponse } from "node:http";
import { type ErrorRedirectOptions, redirectOnError } from "@understudy/core";
import { checkOptionNames, ERROR_REDIRECT_OPTION_NAMES, type OptionNames, pickOptions } from "@understudy/core/adapter";
import { MIDDLEWARE_OPTION_NAMES, type MiddlewareOptions, resolveMiddlewareOptions } from "../options.ts";
import { watchArrivals } from "./arrivals.ts";
import type { HttpRuntime } from "./http-runtime.ts";
import { createHttpMiddleware, type HttpPlatform } from "./middleware.ts";

/** Hands an error to the next handler: what was not sent to the secondary, or could not be answered. */
export type NextErrorHandler = (failure: unknown) => void;

/**
 * An error handler for Express and Connect, and for every framework that lets one answer on `node:http`'s own response.
 */
export type HttpErrorHandler = (
  failure: unknown,
  request: IncomingMessage,
  response: ServerResponse,
  next: NextErrorHandler,
) => void;

/** Options of an error handler: those of redirect on error, and those of a middleware. */
export type ErrorHandlerOptions = ErrorRedirectOptions & MiddlewareOptions;

/** Their names. */
export const ERROR_HANDLER_OPTION_NAMES = {
  ...ERROR_REDIRECT_OPTION_NAMES,
  ...MIDDLEWARE_OPTION_NAMES,
} as const satisfies OptionNames<ErrorHandlerOptions>;

/**
 * Makes an error handler that sends source errors to the secondary, and streams its answer to the client on the
 * connection itself: a transfer that breaks cuts it (X08). Any other failure goes to `next`, for the framework to
 * answer.
 *
 * The secondary is asked for the URL as the client wrote it, also in a mounted router.
 *
 * @throws {OptionError} for a bad option
 */
export function createHttpErrorHandler<Name extends string>(
  options: ErrorHandlerOptions,
  runtime: Pick<HttpRuntime<Name>, "name" | "flushHead">,
): HttpErrorHandler {
  checkOptionNames(options, ERROR_HANDLER_OPTION_NAMES);
  if (options.onRecord !== undefined) watchArrivals();
  const failures = new WeakMap<IncomingMessage, unknown>();
  const handler = redirectOnError<HttpPlatform<Name>>(
    ({ platform }) => {
      throw failures.get(platform.request);
    },
    {
      ...pickOptions<ErrorRedirectOptions>(options, ERROR_REDIRECT_OPTION_NAMES),
      answerLocally(failure) {
        throw failure;
      },
    },
  );
  const middlewareOptions = pickOptions<MiddlewareOptions>(options, MIDDLEWARE_OPTION_NAMES);
  const middleware = createHttpMiddleware(handler, resolveMiddlewareOptions(middlewareOptions), runtime, urlAsAsked);

  // Express recognises an error handler by its four parameters.
  return (failure, request, response, next) => {
    // A response has begun already: only the framework knows how to end it.
    if (response.headersSent) return next(failure);
    failures.set(request, failure);
    middleware(request, response, (error) => next(error ?? failure));
  };
}

/** Express cuts the path that a router is mounted on off `url`, and keeps the whole in `originalUrl`. */
export function urlAsAsked(request: IncomingMessage): string {
  return (request as { originalUrl?: string }).originalUrl ?? request.url ?? "";
}
