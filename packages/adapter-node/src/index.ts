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
export { createErrorHandler, createMiddleware, type Platform, serve } from "./serve.ts";
