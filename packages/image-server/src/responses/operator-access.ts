import type { AdapterRequestContext } from "@hattip/core";
import { admits } from "../request/client-address-filter.ts";
import { clientOf, type RequestState } from "../request/request-state.ts";

/**
 * Whether a client may see what names files: one of the configuration's address filter,
 * `repairList.clientAddressFilter`. Behind a proxy that is not trusted no client may: the address is the proxy's then, and
 * says nothing of the client.
 */
export function mayOperate(state: RequestState, context: AdapterRequestContext): boolean {
  const { request } = context;
  const { clientAddressFilter } = state.snapshot.configuration.repairList;
  const throughUnknownProxy =
    clientOf(context)?.trusted !== true && (request.headers.has("forwarded") || request.headers.has("x-forwarded-for"));
  return !throughUnknownProxy && admits(clientAddressFilter, state.clientAddress);
}
