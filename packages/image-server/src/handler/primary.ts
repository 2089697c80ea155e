import type { HattipHandler } from "@hattip/core";
import { accessNotes, textError } from "@understudy/core";
import { answerImage } from "./image-answer.ts";
import { parseRequestPath } from "./request-path.ts";
import { beginState } from "./request-state.ts";
import type { ServerSnapshot } from "./server-snapshot.ts";
import { answerStatic } from "./static-answer.ts";

const ALLOWED_METHODS = "GET, HEAD, OPTIONS";

/**
 * The image server proper: answers, or throws what is wrong with the request or its sources. It knows nothing of a
 * secondary and of error answers.
 */
export function createPrimary(snapshot: ServerSnapshot): HattipHandler {
  return async (context) => {
    const { request } = context;
    const state = beginState(context, snapshot);
    if (request.method === "OPTIONS") return new Response(null, { status: 204, headers: { allow: ALLOWED_METHODS } });
    if (request.method !== "GET" && request.method !== "HEAD") {
      return textError({
        status: 405,
        publicMessage: `The method is not allowed; allowed are ${ALLOWED_METHODS}.`,
        detail: state.catalog.attributes.errorDetail,
        headers: { allow: ALLOWED_METHODS },
      });
    }
    const path = parseRequestPath(new URL(request.url).pathname);
    accessNotes(context).context = `/is/${path.context}`;
    return path.context === "image" ? answerImage(path.source, state, context) : answerStatic(path, state, context);
  };
}
