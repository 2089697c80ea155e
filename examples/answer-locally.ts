// answer-locally.ts
import { isSourceError, sourceErrorText } from "@understudy/core";
import { BadRequest } from "./images.ts";

/** The answer to what is not redirected, where a framework has none of its own: a text that names no path. */
export function answerLocally(error: unknown): Response {
  if (isSourceError(error)) return sourceErrorText(error);
  if (error instanceof BadRequest) return new Response(`${error.message}\n`, { status: error.status });
  throw error;
}
