import { createHttpAdapter, type HttpAdapter, type HttpPlatform } from "@understudy/http-server";
import { runtime } from "./runtime.ts";

/** `context.platform` of a handler that this adapter serves. */
export type Platform = HttpPlatform<"node">;

const adapter: HttpAdapter<"node"> = createHttpAdapter(runtime);

/** See {@link HttpAdapter.serve}. */
export const serve: HttpAdapter<"node">["serve"] = adapter.serve;

/** See {@link HttpAdapter.createMiddleware}. */
export const createMiddleware: HttpAdapter<"node">["createMiddleware"] = adapter.createMiddleware;

/** See {@link HttpAdapter.createErrorHandler}. */
export const createErrorHandler: HttpAdapter<"node">["createErrorHandler"] = adapter.createErrorHandler;
