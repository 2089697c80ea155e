export { createErrorRedirect, redirectOnError } from "@understudy/core";
export type {
  ErrorHandlerOptions,
  ErrorListener,
  FailedRequest,
  ForwardedFields,
  HttpErrorHandler,
  HttpErrorResponder,
  HttpMiddleware,
  MiddlewareOptions,
  NextErrorHandler,
  ServeOptions,
  Server,
  TlsOptions,
} from "@understudy/http-server";
export { createHttpTransport, type HttpTransport, type HttpTransportOptions } from "@understudy/http-transport";
export { createErrorHandler, createErrorResponder, createMiddleware, type Platform, serve } from "./serve.ts";
