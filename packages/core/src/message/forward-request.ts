import type { ClientContext } from "../contract/client-context.ts";
import { fieldOf, type RequestHead } from "../contract/request-head.ts";
import type { TransportRequest } from "../contract/transport.ts";
import { hopByHopFilter } from "../rules/hop-by-hop.ts";
import { CDN_LOOP, extendLoop } from "../rules/loop-guard.ts";
import { onRoot, type RootUrl } from "../rules/root-url.ts";
import { forwardingFields, isClientAddressField, isForwardingField } from "./forwarding-fields.ts";

/** What a forward request is made of. */
export interface ForwardRequestParts {
  readonly head: RequestHead;
  readonly client: ClientContext;
  readonly body: Uint8Array | null;
  readonly root: RootUrl;
  readonly serverId: string;
}

/**
 * The request for the secondary: same method, path, query and end-to-end fields on the root URL (X04), with the root's
 * `Host`, `Via`, `CDN-Loop` and the forwarding fields of {@link forwardingFields} (X05).
 */
export function buildForwardRequest(parts: ForwardRequestParts): TransportRequest {
  const { head, client, body, root, serverId } = parts;
  const connection = fieldOf(head.fields, "connection");
  const staysBehind = hopByHopFilter(connection === null ? [] : [connection]);

  const fields: (readonly [string, string])[] = [["host", root.host]];
  let via: string | undefined;
  for (const field of head.fields) {
    const [name, value] = field;
    if (name === "via") via = via === undefined ? value : `${via}, ${value}`;
    else if (!staysBehind(name) && !isForwardingField(name) && !REPLACED.has(name)) {
      if (client.trusted || !isClientAddressField(name)) fields.push(field);
    }
  }
  // A Request does not have the client's HTTP version; all but very old clients and HTTP/2 front ends speak 1.1.
  fields.push(["via", via ? `${via}, 1.1 ${serverId}` : `1.1 ${serverId}`]);
  fields.push([CDN_LOOP, extendLoop(fieldOf(head.fields, CDN_LOOP), serverId)]);
  for (const field of forwardingFields(head, client)) fields.push(field);
  return { method: head.method, origin: root.origin, target: onRoot(head.target), fields, body };
}

/**
 * Fields that are written anew here, or by the transport (`content-length`), or that the local server has met
 * (`expect`).
 */
const REPLACED: ReadonlySet<string> = new Set(["host", CDN_LOOP, "content-length", "expect"]);
