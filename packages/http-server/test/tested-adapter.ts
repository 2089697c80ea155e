import type { HattipHandler } from "@hattip/core";
import type { createErrorRedirect, redirectOnError } from "@understudy/core";
import type {
  ErrorHandlerOptions,
  HttpErrorHandler,
  HttpErrorResponder,
  HttpMiddleware,
  HttpPlatform,
  Server,
} from "../src/index.ts";
import type { MiddlewareOptions, ServeOptions } from "../src/options.ts";

/** A handler that any of the adapters serves. */
export type TestHandler = HattipHandler<HttpPlatform<string>>;

/** The exports of an adapter, as far as they are the same on every runtime. */
export interface TestedAdapter {
  readonly packageName: AdapterName;
  /** Names of tests that fail because of the runtime, with what the runtime does. @default none */
  readonly gaps?: Readonly<Record<string, string>>;
  serve(handler: TestHandler, options?: ServeOptions): Promise<Server>;
  createMiddleware(handler: TestHandler, options?: MiddlewareOptions): HttpMiddleware;
  createErrorHandler(options?: ErrorHandlerOptions): HttpErrorHandler;
  createErrorResponder(options?: ErrorHandlerOptions): HttpErrorResponder;
  readonly redirectOnError: typeof redirectOnError;
  readonly createErrorRedirect: typeof createErrorRedirect;
}

/** The name of an adapter's package. */
export type AdapterName = "@understudy/adapter-node" | "@understudy/adapter-bun" | "@understudy/adapter-deno";
