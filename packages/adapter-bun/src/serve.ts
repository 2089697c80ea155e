import { createHttpAdapter, type HttpAdapter, type HttpPlatform } from "@understudy/http-server";
import { runtime } from "./runtime.ts";

/** `context.platform` of a handler that this adapter serves. */
export type Platform = HttpPlatform<"bun">;

const adapter: HttpAdapter<"bun"> = createHttpAdapter(runtime);

/** See {@link HttpAdapter.serve}. */
export const serve: HttpAdapter<"bun">["serve"] = adapter.serve;

/** See {@link HttpAdapter.createMiddleware}. */
export const createMiddleware: HttpAdapter<"bun">["createMiddleware"] = adapter.createMiddleware;

/** See {@link HttpAdapter.createErrorHandler}. */
export const createErrorHandler: HttpAdapter<"bun">["createErrorHandler"] = adapter.createErrorHandler;
