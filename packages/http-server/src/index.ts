export type { ForwardedFields } from "./client/forwarded-chain.ts";
export type { ErrorListener, FailedRequest } from "./error-reporter.ts";
export { createFetchAnswerer, type FetchAnswerer, type NativeLimits, type NativePeer } from "./fetch/fetch-handler.ts";
export type { ErrorHandlerOptions, HttpErrorHandler, NextErrorHandler } from "./http/error-handler.ts";
export { createHttpAdapter, type HttpAdapter } from "./http/http-adapter.ts";
export type { HttpRuntime } from "./http/http-runtime.ts";
export type { HttpMiddleware, HttpPlatform } from "./http/middleware.ts";
export type { Server } from "./http/serve.ts";
export type { MiddlewareOptions, ServeOptions, TlsOptions } from "./options.ts";
