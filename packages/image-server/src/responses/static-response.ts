import type { AdapterRequestContext } from "@hattip/core";
import { accessNotes } from "@understudy/core";
import { queryOf } from "@understudy/core/adapter";
import { effectiveExpiration } from "../catalog/expiration.ts";
import { CommandError } from "../commands/command-error.ts";
import { STATIC_FAILURES, sourceFailure } from "../lookup/source-failure.ts";
import { admitsStatic, findStatic } from "../lookup/static-reference.ts";
import type { ByteRange } from "../representation/byte-ranges.ts";
import { freshnessFields } from "../representation/freshness.ts";
import { refuseUnless } from "../request/client-address-filter.ts";
import { RequestError } from "../request/request-error.ts";
import type { RequestPath } from "../request/request-path.ts";
import { type RequestState, requestHeadOf } from "../request/request-state.ts";
import { withStreamError } from "../sources/failing-stream.ts";
import { isSourceProblem, sourceProblem } from "../sources/source-problem.ts";
import { existsResponse } from "./exists-response.ts";
import { sendFile } from "./file-response.ts";

/**
 * Answers a request of `/is/content` or `/is/static`: the file as it is, streamed from the source store.
 *
 * @throws {SourceError} static-not-on-disk, static-unreadable
 * @throws {RequestError} for a request that is refused, by address or by `type=`
 * @throws {CommandError} for a `req=` that static content does not have
 */
export async function staticResponse(
  path: RequestPath,
  state: RequestState,
  context: AdapterRequestContext,
): Promise<Response> {
  const { snapshot } = state;
  const notes = accessNotes(context);
  notes.requestType = "static";
  notes.cacheUse = "IGNORED";
  const reference = findStatic(path, snapshot);
  const { name, catalog, record, candidate } = reference;
  state.catalog = catalog;
  if (path.context === "content" && catalog.attributes.rootId !== "") notes.rootId = catalog.attributes.rootId;
  notes.pathBasedAccess = record === undefined;
  refuseUnless(admitsStatic(snapshot, reference, state.clientAddress));

  const { req, reqFormat, type, clientMayCache } = staticCommands(queryOf(requestHeadOf(context).target));
  if (req === "exists") {
    notes.requestType = req;
    return existsResponse(record !== undefined, { reqFormat }, catalog, context);
  }
  if (type !== null && type !== (record?.userType ?? "")) {
    throw new RequestError("wrong-type", "The content is not of the type that the request wants.");
  }

  const located = await snapshot.sources.locate(candidate.roots, candidate.relativePath);
  if (isSourceProblem(located)) throw sourceFailure(located, STATIC_FAILURES, name);
  const cachingFields = clientMayCache
    ? freshnessFields(effectiveExpiration(record?.expiration, catalog.attributes.expiration), Date.now())
    : { "cache-control": "no-store" };
  const open = async (range?: ByteRange) => {
    const stream = await snapshot.sources.stream(located, range);
    if (isSourceProblem(stream)) throw sourceFailure(stream, STATIC_FAILURES, name);
    // Before the first byte of it is sent, a failure can still be redirected: it has to say what is broken.
    return withStreamError(stream, (failure) => sourceFailure(sourceProblem(failure), STATIC_FAILURES, name));
  };
  return sendFile({ located, cachingFields, open }, context);
}

/** IS manual, "Serving static (non-image) contents": `type`, `req` and `cache` are all that static content has. */
function staticCommands(search: string) {
  const query = new Map([...new URLSearchParams(search)].map(([name, value]) => [name.toLowerCase(), value]));
  const reqValue = query.get("req");
  const [req, format = "text"] = (reqValue ?? "").split(",");
  if (reqValue !== undefined && (req !== "exists" || (format !== "text" && format !== "json"))) {
    throw new CommandError({ command: "req", value: reqValue, allowed: "exists, and after a comma text or json" });
  }
  return {
    req,
    reqFormat: format === "json" ? ("json" as const) : ("text" as const),
    type: query.get("type") ?? null,
    clientMayCache: !/^off\b/.test(query.get("cache") ?? "on"),
  };
}
