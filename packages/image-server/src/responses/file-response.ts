import type { AdapterRequestContext } from "@hattip/core";
import { accessNotes } from "@understudy/core";
import { fieldReader, textError } from "@understudy/core/adapter";
import mime from "mime";
import { type ByteRange, requestedRanges } from "../representation/byte-ranges.ts";
import {
  evaluatePreconditions,
  lastModified,
  lastModifiedField,
  rangeStillApplies,
} from "../representation/conditional-request.ts";
import { multipartRanges } from "../representation/multipart-ranges.ts";
import { RequestError } from "../request/request-error.ts";
import { errorDetailOf, requestHeadOf } from "../request/request-state.ts";
import type { LocatedSource } from "../sources/source-file.ts";

/** A file that is to be sent. */
export interface FileToSend {
  readonly located: LocatedSource;
  /** `Cache-Control` and `Expires`. */
  readonly cachingFields: Readonly<Record<string, string>>;
  /** Opens the file, or a part of it. */
  readonly open: (range?: ByteRange) => Promise<ReadableStream<Uint8Array>>;
}

/**
 * Sends a file, the part of it that is asked for, or what the preconditions make of it. RFC 9110 §13, §14. The entity
 * tag is made of size and modification time: the file is streamed and not read for it.
 *
 * @throws {RequestError} 412
 * @throws what opening the file throws
 */
export async function sendFile(
  { located, cachingFields, open }: FileToSend,
  context: AdapterRequestContext,
): Promise<Response> {
  const { method, fields } = requestHeadOf(context);
  const asked = fieldReader(fields);
  const { sizeBytes, modifiedAtMs } = located.identity;
  const validators = {
    // Without the inode, which differs between two servers with the same file.
    etag: `"${sizeBytes.toString(16)}-${Math.round(modifiedAtMs * 1000).toString(16)}"`,
    ...lastModified(modifiedAtMs),
  };
  const contentType = mime.getType(located.path) ?? "application/octet-stream";
  const headers = new Headers({
    ...cachingFields,
    "accept-ranges": "bytes",
    etag: validators.etag,
    ...lastModifiedField(validators),
    "x-content-type-options": "nosniff",
  });
  const precondition = evaluatePreconditions(asked, validators);
  if (precondition === "failed")
    throw new RequestError("precondition-failed", "The precondition of the request is false.");
  if (precondition === "not-modified") {
    accessNotes(context).cacheUse = "VALIDATED";
    return new Response(null, { status: 304, headers });
  }
  headers.set("content-type", contentType);

  const field = method === "GET" && rangeStillApplies(asked, validators) ? asked.get("range") : null;
  const ranges = requestedRanges(field, sizeBytes);
  if (ranges === "unsatisfiable") {
    return textError({
      status: 416,
      publicMessage: `The file has ${sizeBytes} bytes.`,
      detail: errorDetailOf(context),
      headers: { "content-range": `bytes */${sizeBytes}`, "accept-ranges": "bytes" },
    });
  }
  if (ranges === "whole") {
    headers.set("content-length", String(sizeBytes));
    const stream = await open();
    if (method !== "HEAD") return new Response(stream, { headers });
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
