import { createHttpAdapter, type HttpAdapter, type HttpPlatform } from "@understudy/http-server";
import { runtime } from "./runtime.ts";

/** `context.platform` of a handler that this adapter serves. */
export type Platform = HttpPlatform<"deno">;

const adapter: HttpAdapter<"deno"> = createHttpAdapter(runtime);

/** See {@link HttpAdapter.serve}. */
export const serve: HttpAdapter<"deno">["serve"] = adapter.serve;

/** See {@link HttpAdapter.createMiddleware}. */
export const createMiddleware: HttpAdapter<"deno">["createMiddleware"] = adapter.createMiddleware;

/** See {@link HttpAdapter.createErrorHandler}. */
export const createErrorHandler: HttpAdapter<"deno">["createErrorHandler"] = adapter.createErrorHandler;
