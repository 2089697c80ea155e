import type { AdapterRequestContext } from "@hattip/core";
import { accessNotes } from "@understudy/core";
import type { Catalog } from "../catalog/catalog.ts";
import type { ImageCommands } from "../commands/image-commands.ts";
import { freshnessFields } from "../representation/freshness.ts";
import { requestHeadOf } from "../request/request-state.ts";
import { writeProperties } from "./properties.ts";

/** `req=exists`: whether there is a catalog record, whatever is on disk. IS protocol reference, "exists". */
export function existsResponse(
  exists: boolean,
  { reqFormat }: Pick<ImageCommands, "reqFormat">,
  { attributes }: Catalog,
  context: AdapterRequestContext,
): Response {
  accessNotes(context).cacheUse = "IGNORED";
  const nowMs = Date.now();
  const { bytes, contentType } = writeProperties([["catalogRecord.exists", exists]], reqFormat, nowMs);
  return new Response(requestHeadOf(context).method === "HEAD" ? null : bytes, {
    headers: {
      "content-type": contentType,
      "content-length": String(bytes.byteLength),
      ...freshnessFields(attributes.nonImgExpiration, nowMs),
    },
  });
}
