import type { AdapterRequestContext } from "@hattip/core";
import { accessNotes, type BrokenSource, formatRepairList, type RepairList } from "@understudy/core";
import type { ConfigurationNotice } from "../configuration/configuration.ts";
import { RequestError } from "../request/request-error.ts";
import type { RequestState } from "../request/request-state.ts";
import { mayOperate } from "./operator-access.ts";

/** Which of several processes that serve on one port a server runs in. */
export interface ProcessOfSeveral {
  /** From 1 to `count`. */
  readonly number: number;
  readonly count: number;
  /** Of the system. */
  readonly pid: number;
}

/** Where the repair list is served. */
export const BROKEN_SOURCES_PATH = "/understudy/broken-sources";

/** Sources that are named one by one at the end. */
const MOST_NOTICES = 100;

/**
 * Answers with the repair list: text, or JSON with `Accept: application/json` or `?format=json`. It names files, so
 * only clients of the configuration's address filter get it. Behind a proxy that is not trusted no client does: the
 * address is the proxy's then, and says nothing of the client.
 *
 * The list is that of one process. Where there are several, the response says which one gave it, so that it is not taken
 * for all: a line before the text, and the JSON is `{ process, processes, pid, sources }` and not the list alone.
 *
 * @throws {RequestError} 403
 */
export function brokenSourcesResponse(
  repairs: RepairList,
  state: RequestState,
  context: AdapterRequestContext,
  process?: ProcessOfSeveral | undefined,
): Response {
  const { request } = context;
  const notes = accessNotes(context);
  notes.requestType = "broken-sources";
  notes.cacheUse = "IGNORED";
  if (!mayOperate(state, context)) throw new RequestError("refused", "This client may not ask for it.");
  const asJson =
    new URL(request.url).searchParams.get("format") === "json" ||
    (request.headers.get("accept") ?? "").toLowerCase().includes("application/json");
  const entries = repairs.entries();
  const body = asJson ? asJsonText(entries, process) : asText(entries, process);
  return new Response(request.method === "HEAD" ? null : body, {
    headers: {
      "content-type": `${asJson ? "application/json" : "text/plain"}; charset=utf-8`,
      "cache-control": "no-store",
      vary: "Accept",
      "x-content-type-options": "nosniff",
    },
  });
}

function asText(entries: readonly BrokenSource[], process: ProcessOfSeveral | undefined): string {
  const list = formatRepairList(entries);
  if (process === undefined) return list;
  const { number, count, pid } = process;
  return `process ${number} of ${count} (${pid}) has met these; each keeps a list of its own\n${list}`;
}

function asJsonText(entries: readonly BrokenSource[], process: ProcessOfSeveral | undefined): string {
  const sources = entries.map(withDates);
  const { number, count, pid } = process ?? {};
  const value = process === undefined ? sources : { process: number, processes: count, pid, sources };
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** The notices about the repair list when the server ends: a notice a source, and how many more there are. */
export function repairNotices(repairs: RepairList): ConfigurationNotice[] {
  const entries = repairs.entries();
  const notices = entries.slice(0, MOST_NOTICES).map((entry): ConfigurationNotice => {
    const { source, code, count, secondary } = entry;
    const { firstSeen, lastSeen } = withDates(entry);
    const message = `${code}, met ${count} times from ${firstSeen} to ${lastSeen}, secondary: ${secondary}`;
    return { severity: "warning", file: source, message: `broken source: ${message}` };
  });
  const more = entries.length - notices.length;
  if (more > 0)
    notices.push({ severity: "warning", file: BROKEN_SOURCES_PATH, message: `${more} more broken sources` });
  return notices;
}

function withDates({ firstSeenMs, lastSeenMs, ...entry }: BrokenSource) {
  const [firstSeen, lastSeen] = [firstSeenMs, lastSeenMs].map((ms) => new Date(ms).toISOString());
  return { ...entry, firstSeen, lastSeen };
}
