import type { AdapterRequestContext } from "@hattip/core";
import { accessNotes } from "@understudy/core";
import { formatNotice } from "../configuration/format-notice.ts";
import { type RequestState, requestHeadOf } from "../request/request-state.ts";
import { mayOperate } from "./operator-access.ts";

/** Answered as long as the process can answer at all. */
export const LIVE_PATH = "/understudy/live";

/** Answered once the configuration is loaded. */
export const READY_PATH = "/understudy/ready";

/**
 * Answers a health check with 200 and `{ "state": "ok" }`, or `"degraded"` while something that the configuration names
 * could not be loaded (X23). A degraded server is ready all the same: what it does not know it redirects. Neither the
 * secondary nor the folders of sources are asked, or one that is lost would take all servers out of service at once.
 *
 * Clients of the address filter of the repair list get the problems too, which name files.
 */
export function healthResponse(path: string, state: RequestState, context: AdapterRequestContext): Response {
  const notes = accessNotes(context);
  notes.requestType = "health";
  notes.cacheUse = "IGNORED";
  const { status } = state.snapshot;
  const details = mayOperate(state, context)
    ? { version: status.version, problems: status.problems.map(formatNotice) }
    : {};
  const body = path === LIVE_PATH ? { state: "ok" } : { state: status.state, ...details };
  return new Response(requestHeadOf(context).method === "HEAD" ? null : `${JSON.stringify(body)}\n`, {
    headers: { "content-type": "application/json; charset=utf-8", "cache-control": "no-store" },
  });
}
