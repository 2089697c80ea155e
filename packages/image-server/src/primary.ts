import type { HattipHandler } from "@hattip/core";
import { accessNotes, type RepairList } from "@understudy/core";
import { pathOf, textError } from "@understudy/core/adapter";
import { parseRequestPath } from "./request/request-path.ts";
import { beginState, requestHeadOf } from "./request/request-state.ts";
import type { ServerSnapshot } from "./request/server-snapshot.ts";
import { BROKEN_SOURCES_PATH, brokenSourcesResponse, type ProcessOfSeveral } from "./responses/broken-sources.ts";
import { healthResponse, LIVE_PATH, READY_PATH } from "./responses/health-response.ts";
import { homePageResponse } from "./responses/home-page.ts";
import { imageResponse } from "./responses/image-response.ts";
import { staticResponse } from "./responses/static-response.ts";

const ALLOWED_METHODS = "GET, HEAD, OPTIONS";

/**
 * The image server proper: answers, or throws what is wrong with the request or its sources. It knows nothing of a
 * secondary and of error answers.
 *
 * @param repairs what is broken, for those who may ask
 * @param process which of several processes this is; undefined if it is the only one
 */
export function createPrimary(
  snapshot: ServerSnapshot,
  repairs: RepairList,
  process?: ProcessOfSeveral | undefined,
): HattipHandler {
  return async (context) => {
    const { method, target } = requestHeadOf(context);
    const state = beginState(context, snapshot);
    if (method === "OPTIONS") return new Response(null, { status: 204, headers: { allow: ALLOWED_METHODS } });
    if (method !== "GET" && method !== "HEAD") {
      return textError({
        status: 405,
        publicMessage: `The method is not allowed; allowed are ${ALLOWED_METHODS}.`,
        detail: state.catalog.attributes.errorDetail,
        headers: { allow: ALLOWED_METHODS },
      });
    }
    const pathname = pathOf(target);
    if (pathname === BROKEN_SOURCES_PATH) return brokenSourcesResponse(repairs, state, context, process);
    if (pathname === LIVE_PATH || pathname === READY_PATH) return healthResponse(pathname, state, context);
    const home = pathname === "/" ? await homePageResponse(target, snapshot) : undefined;
    if (home !== undefined) return home;
    const path = parseRequestPath(pathname);
    accessNotes(context).context = `/is/${path.context}`;
    return path.context === "image" ? imageResponse(path.source, state, context) : staticResponse(path, state, context);
  };
}
