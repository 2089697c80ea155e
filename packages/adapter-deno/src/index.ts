export {
  createErrorRedirect,
  type ErrorHandlerOptions,
  type ErrorListener,
  type FailedRequest,
  type ForwardedFields,
  type HttpErrorHandler,
  type HttpMiddleware,
  type MiddlewareOptions,
  type NextErrorHandler,
  redirectOnError,
  type ServeOptions,
  type Server,
  type TlsOptions,
} from "@understudy/http-server";
export { createHttpTransport, type HttpTransport, type HttpTransportOptions } from "@understudy/http-transport";
export { createFetchHandler, type DenoFetchPlatform, type DenoServeInfo } from "./fetch-handler.ts";
export { createErrorHandler, createMiddleware, type Platform, serve } from "./serve.ts";
