export {
  createErrorRedirect,
  type ErrorListener,
  type FailedRequest,
  type ForwardedFields,
  type HttpMiddleware,
  type MiddlewareOptions,
  redirectOnError,
  type ServeOptions,
  type Server,
  type TlsOptions,
} from "@understudy/adapter-shared";
export { createHttpTransport, type HttpTransport, type HttpTransportOptions } from "@understudy/http-transport";
export { createFetchHandler, type DenoFetchPlatform, type DenoServeInfo } from "./fetch-handler.ts";
export { createMiddleware, type Platform, serve } from "./serve.ts";
