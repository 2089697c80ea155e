import type { ClientContext } from "./client-context.ts";
import { forwardingFields, isForwardingField } from "./forwarding-fields.ts";
import { hopByHopFilter } from "./hop-by-hop.ts";
import { CDN_LOOP, extendLoop } from "./loop-guard.ts";
import { onRoot, type RootUrl } from "./root-url.ts";
import type { TransportRequest } from "./transport.ts";

/** What a forward request is made of. */
export interface ForwardRequestParts {
  readonly request: Request;
  readonly client: ClientContext;
  readonly body: Uint8Array | null;
  readonly root: RootUrl;
  readonly serverId: string;
}

/**
 * The request for the secondary: same method, path, query and end-to-end fields on the root URL (X04), with the root's
 * `Host`, `Via`, `CDN-Loop` and the forwarding fields of {@link forwardingFields} (X05).
 */
export function buildForwardRequest({ request, client, body, root, serverId }: ForwardRequestParts): TransportRequest {
  const { headers } = request;
  const connection = headers.get("connection");
  const staysBehind = hopByHopFilter(connection === null ? [] : [connection]);

  const fields: [string, string][] = [["host", root.host]];
  for (const [name, value] of headers) {
    if (staysBehind(name) || isForwardingField(name) || REPLACED.has(name)) continue;
    fields.push([name, value]);
  }
  const via = headers.get("via");
  // A Request does not tell the client's HTTP version; 1.1 is what all but museum pieces and HTTP/2 front ends speak.
  fields.push(["via", via ? `${via}, 1.1 ${serverId}` : `1.1 ${serverId}`]);
  fields.push([CDN_LOOP, extendLoop(headers.get(CDN_LOOP), serverId)]);
  fields.push(...forwardingFields(headers, request.url, client));
  return { method: request.method, url: onRoot(root, request.url), headers: fields, body };
}

/** Fields that are written anew here, or by the transport (`content-length`), or that the local server has met (`expect`). */
const REPLACED: ReadonlySet<string> = new Set(["host", "via", CDN_LOOP, "content-length", "expect"]);
