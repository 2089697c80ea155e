import type { HattipHandler } from "@hattip/core";
import {
  createHttpAdapter,
  type ErrorHandlerOptions,
  type HttpErrorHandler,
  type HttpErrorResponder,
  type HttpMiddleware,
  type HttpPlatform,
  type MiddlewareOptions,
  type ServeOptions,
  type Server,
} from "@understudy/http-server";
import { runtime } from "./runtime.ts";

/** `context.platform` of a handler that this adapter serves. */
export type Platform = HttpPlatform<"node">;

const adapter = createHttpAdapter(runtime);

/**
 * Serves a HatTip handler over HTTP/1.1, or HTTPS with `tls`, on Node.js.
 *
 * Signals are left to the application: it calls `close` of the server, which finishes requests in progress. Other
 * processes share the port with `reusePort`, on Node.js from 22.12 and 23.1 on; workers of `node:cluster` share it on
 * any.
 *
 * @param handler gets HatTip's context and returns a `Response`; wrap it with `redirectOnError`
 * @param options port 3000 of this machine only, without TLS, by default; times are in milliseconds
 * @returns the server, when it listens
 * @throws {OptionError} for a bad or unknown option (the promise is rejected)
 * @throws {Error} with the system's `code`, such as `EADDRINUSE`, when it cannot listen (the promise is rejected)
 *
 * @example
 * import { redirectOnError, serve } from "@understudy/adapter-node";
 * import { SourceError } from "@understudy/core";
 *
 * const images = () => {
 *   throw new SourceError("image-corrupt", { source: "shoes/red.jpg" });
 * };
 * const server = await serve(redirectOnError(images, { rootUrl: "http://images-2.example" }), { port: 8080 });
 * console.log(`listening on ${server.url}`);
 * process.once("SIGTERM", () => server.close());
 */
export function serve(handler: HattipHandler<Platform>, options: ServeOptions = {}): Promise<Server> {
  return adapter.serve(handler, options);
}

/**
 * Makes a listener for `node:http`, or a middleware for Express and Connect, of a HatTip handler.
 *
 * As a middleware it calls `next()` when the handler calls `passThrough()`, and `next(error)` when it throws. It reads
 * `request.url`, which a mounted middleware sees without the path that it is mounted on. Where no `next` is given, a
 * handler that throws is answered with a plain 500 and reported to `onError`.
 *
 * @param handler gets HatTip's context and returns a `Response`
 * @param options trusts no proxy, and drops a client that reads nothing for 120000 ms, by default
 * @throws {OptionError} for a bad or unknown option
 *
 * @example
 * import { createMiddleware } from "@understudy/adapter-node";
 * import express from "express";
 *
 * const app = express();
 * app.use(createMiddleware(({ request }) => new Response(`asked for ${request.url}`)));
 * app.listen(8080);
 */
export function createMiddleware(handler: HattipHandler<Platform>, options: MiddlewareOptions = {}): HttpMiddleware {
  return adapter.createMiddleware(handler, options);
}

/**
 * Makes an error handler for Express and Connect, and for every framework that lets one answer on `node:http`'s own
 * response: source errors are sent to the secondary, whose answer goes to the client on the connection itself, so that
 * a transfer that breaks cuts it. Any other failure goes to `next`.
 *
 * The secondary is asked for the URL as the client wrote it, also in a mounted router.
 *
 * @param options those of `redirectOnError`, but for `answerLocally`, and those of {@link createMiddleware}; without
 *   `rootUrl` every failure goes to `next`
 * @throws {OptionError} for a bad or unknown option
 *
 * @example
 * import { createErrorHandler } from "@understudy/adapter-node";
 * import { SourceError } from "@understudy/core";
 * import express from "express";
 *
 * const app = express();
 * app.get("/images/:name", () => {
 *   throw new SourceError("image-not-on-disk");
 * });
 * app.use(createErrorHandler({ rootUrl: "http://images-2.example" })); // behind the routes
 * app.listen(8080);
 */
export function createErrorHandler(options: ErrorHandlerOptions = {}): HttpErrorHandler {
  return adapter.createErrorHandler(options);
}

/**
 * Makes what {@link createErrorHandler} is for a framework that sends each response itself, so that its hooks and plugins
 * see it and what they set stays: Fastify, Koa. It tells what became of a failure: `local`, or the response to be sent.
 *
 * Behind it a body that breaks ends the connection as the framework ends it.
 *
 * @param options those of {@link createErrorHandler}; without `rootUrl` every failure is `local`
 * @throws {OptionError} for a bad or unknown option
 *
 * @example
 * import { createErrorResponder } from "@understudy/adapter-node";
 * import { fastify } from "fastify";
 *
 * const respond = createErrorResponder({ rootUrl: "http://images-2.example" });
 * const app = fastify();
 * app.setErrorHandler(async (error, request, reply) => {
 *   const result = await respond(error, request.raw, reply.raw);
 *   return reply.send(result.kind === "local" ? error : result.response);
 * });
 */
export function createErrorResponder(options: ErrorHandlerOptions = {}): HttpErrorResponder {
  return adapter.createErrorResponder(options);
}
