import type { AdapterRequestContext } from "@hattip/core";
import { accessNotes } from "@understudy/core";
import { fieldReader } from "@understudy/core/adapter";
import type { MadeResponse } from "../rendering/response-cache.ts";
import { evaluatePreconditions, lastModified, lastModifiedField } from "../representation/conditional-request.ts";
import { freshnessFields } from "../representation/freshness.ts";
import { RequestError } from "../request/request-error.ts";
import { requestHeadOf } from "../request/request-state.ts";

/** How a made response goes to this client. */
export interface SendOptions {
  /** False: the client shall keep nothing, and its preconditions are not looked at. @default true */
  readonly clientMayCache?: boolean;
}

/**
 * A response whose representation is wholly in memory: 200, or what the client's preconditions make of it.
 *
 * @throws {RequestError} 412
 */
export function sendMade(
  made: MadeResponse,
  context: AdapterRequestContext,
  { clientMayCache = true }: SendOptions = {},
): Response {
  const notes = accessNotes(context);
  notes.digest = made.digest;
  const head = requestHeadOf(context);
  const headers = new Headers({ "content-type": made.contentType, "x-content-type-options": "nosniff" });
  if (!clientMayCache) {
    headers.set("cache-control", "no-store");
  } else {
    const validators = { etag: `"${made.digest}"`, ...lastModified(made.lastModifiedMs) };
    const fields = {
      etag: validators.etag,
      ...lastModifiedField(validators),
      ...freshnessFields(made.expirationHours, Date.now()),
    };
    for (const [name, value] of Object.entries(fields)) headers.set(name, value);
    const precondition = evaluatePreconditions(fieldReader(head.fields), validators);
    if (precondition === "failed")
      throw new RequestError("precondition-failed", "The precondition of the request is false.");
    if (precondition === "not-modified") {
      notes.cacheUse = "VALIDATED";
      headers.delete("content-type");
      return new Response(null, { status: 304, headers });
    }
  }
  headers.set("content-length", String(made.bytes.byteLength));
  // Its type is not narrowed in the cache, whose declarations TypeScript before 5.7 must read, too.
  return new Response(head.method === "HEAD" ? null : (made.bytes as Uint8Array<ArrayBuffer>), { headers });
}
