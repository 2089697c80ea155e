import type { AdapterRequestContext } from "@hattip/core";
import { accessNotes, textError } from "@understudy/core";
import mime from "mime";
import { CommandError } from "../commands/command-error.ts";
import type { LocatedSource } from "../sources/source-file.ts";
import { isSourceProblem } from "../sources/source-problem.ts";
import { type ByteRange, requestedRanges } from "./byte-ranges.ts";
import { admitClient } from "./client-address-filter.ts";
import { evaluatePreconditions, rangeStillApplies } from "./conditional-request.ts";
import { effectiveExpiration, freshnessFields } from "./freshness.ts";
import { formatHttpDate } from "./http-date.ts";
import { answerExists } from "./image-properties-answer.ts";
import { multipartRanges } from "./multipart-ranges.ts";
import { RequestError } from "./request-error.ts";
import type { RequestPath } from "./request-path.ts";
import { errorDetailOf, type RequestState } from "./request-state.ts";
import { STATIC_FAILURES, sourceFailure } from "./source-failure.ts";
import { findStatic } from "./static-reference.ts";

/**
 * Answers a request of `/is/content` or `/is/static`: the file as it is, streamed from the source store.
 *
 * @throws {SourceError} static-not-on-disk, static-unreadable
 * @throws {RequestError} for a request that is refused, by address or by `type=`
 * @throws {CommandError} for a `req=` that static content does not have
 */
export async function answerStatic(
  path: RequestPath,
  state: RequestState,
  context: AdapterRequestContext,
): Promise<Response> {
  const { snapshot } = state;
  const notes = accessNotes(context);
  notes.requestType = "static";
  notes.cacheUse = "IGNORED";
  const { name, catalog, record, candidate } = findStatic(path, snapshot);
  state.catalog = catalog;
  if (path.context === "content" && catalog.attributes.rootId !== "") notes.rootId = catalog.attributes.rootId;
  notes.pathBasedAccess = record === undefined;
  admitClient(catalog, state.clientAddress);

  const { req, reqFormat, type, clientMayCache } = staticCommands(context.request.url);
  if (req === "exists") {
    notes.requestType = req;
    return answerExists(record !== undefined, { reqFormat }, catalog, context);
  }
  if (type !== null && type !== (record?.userType ?? "")) {
    throw new RequestError("wrong-type", "The content is not of the type that the request wants.");
  }

  const located = await snapshot.sources.locate(candidate.roots, candidate.relativePath);
  if (isSourceProblem(located)) throw sourceFailure(located, STATIC_FAILURES, name);
  const fields = clientMayCache
    ? freshnessFields(effectiveExpiration(record?.expiration, catalog.attributes.expiration), Date.now())
    : { "cache-control": "no-store" };
  const open = async (range?: ByteRange) => {
    const stream = await snapshot.sources.stream(located, range);
    if (isSourceProblem(stream)) throw sourceFailure(stream, STATIC_FAILURES, name);
    return stream;
  };
  return sendFile(located, fields, open, context);
}

/** Sends a file, the part of it that is asked for, or what the preconditions make of it. RFC 9110 §13, §14. */
async function sendFile(
  { path, identity }: LocatedSource,
  cachingFields: Readonly<Record<string, string>>,
  open: (range?: ByteRange) => Promise<ReadableStream<Uint8Array>>,
  context: AdapterRequestContext,
): Promise<Response> {
  const { request } = context;
  const { sizeBytes, modifiedAtMs } = identity;
  const validators = {
    // Without the inode, which differs between two servers with the same file.
    etag: `"${sizeBytes.toString(16)}-${Math.round(modifiedAtMs * 1000).toString(16)}"`,
    lastModifiedMs: modifiedAtMs,
  };
  const contentType = mime.getType(path) ?? "application/octet-stream";
  const headers = new Headers({
    ...cachingFields,
    "accept-ranges": "bytes",
    etag: validators.etag,
    "last-modified": formatHttpDate(modifiedAtMs),
    "x-content-type-options": "nosniff",
  });
  const verdict = evaluatePreconditions(request.headers, validators);
  if (verdict === "failed") throw new RequestError("precondition-failed", "The precondition of the request is false.");
  if (verdict === "not-modified") {
    accessNotes(context).cacheUse = "VALIDATED";
    return new Response(null, { status: 304, headers });
  }
  headers.set("content-type", contentType);

  const field =
    request.method === "GET" && rangeStillApplies(request.headers, validators) ? request.headers.get("range") : null;
  const ranges = requestedRanges(field, sizeBytes);
  if (ranges === "unsatisfiable") {
    return textError({
      status: 416,
      publicMessage: `The file has ${sizeBytes} bytes.`,
      detail: errorDetailOf(request),
      headers: { "content-range": `bytes */${sizeBytes}`, "accept-ranges": "bytes" },
    });
  }
  if (ranges === "whole") {
    headers.set("content-length", String(sizeBytes));
    const stream = await open();
    if (request.method !== "HEAD") return new Response(stream, { headers });
    // Opened all the same: a file that cannot be read is to fail like it does for GET.
    await stream.cancel();
    return new Response(null, { headers });
  }
  const [only, ...others] = ranges;
  if (only !== undefined && others.length === 0) {
    headers.set("content-range", `bytes ${only.start}-${only.end}/${sizeBytes}`);
    headers.set("content-length", String(only.end - only.start + 1));
    return new Response(await open(only), { status: 206, headers });
  }
  const multipart = await multipartRanges(ranges, { sizeBytes, contentType, open });
  headers.set("content-type", multipart.contentType);
  headers.set("content-length", String(multipart.lengthBytes));
  return new Response(multipart.body, { status: 206, headers });
}

/** IS manual, "Serving static (non-image) contents": `type`, `req` and `cache` are all that static content has. */
function staticCommands(url: string) {
  const query = new Map([...new URL(url).searchParams].map(([name, value]) => [name.toLowerCase(), value]));
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
