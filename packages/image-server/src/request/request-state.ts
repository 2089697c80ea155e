import type { AdapterRequestContext } from "@hattip/core";
import type { ClientContext, ErrorDetail } from "@understudy/core";
import { headOf, type PlaceClient, type RequestHead } from "@understudy/core/adapter";
import type { Catalog } from "../catalog/catalog.ts";
import type { ImageCommands } from "../commands/image-commands.ts";
import type { ServerSnapshot } from "./server-snapshot.ts";

/** What became known of a request while it was served: the error responses are made from it. */
export interface RequestState {
  readonly snapshot: ServerSnapshot;
  readonly clientAddress: string;
  /** Aborted when the client goes away. */
  readonly clientSignal: AbortSignal;
  /** For whom renderings of the request are. */
  readonly placeClient: PlaceClient;
  /** Whose attributes apply; the default catalog until the path has been read. */
  catalog: Catalog;
  /** Whether an error may be answered with an image. */
  wantsImage: boolean;
  /** Once they have been read. */
  commands?: ImageCommands;
}

const STATES = new WeakMap<object, RequestState>();

/** Begins the state of a request. */
export function beginState(context: AdapterRequestContext, snapshot: ServerSnapshot): RequestState {
  const address = clientAddress(context);
  const state: RequestState = {
    snapshot,
    clientAddress: address,
    clientSignal: clientOf(context)?.signal ?? context.request.signal,
    placeClient: { connection: clientOf(context)?.connection, address },
    catalog: snapshot.catalogs.defaultCatalog,
    wantsImage: false,
  };
  STATES.set(context, state);
  return state;
}

/** The state of a request; undefined for one that the primary has not seen. */
export function stateOf(context: AdapterRequestContext): RequestState | undefined {
  return STATES.get(context);
}

/** How much an error text of a request may say: `ErrorDetail` of its catalog. */
export function errorDetailOf(context: object | undefined): ErrorDetail {
  return (context && STATES.get(context))?.catalog.attributes.errorDetail ?? 1;
}

/**
 * Method, URL and fields of a request. A `Request` of them, which costs more than most responses, is only made where
 * nothing else is there.
 */
export function requestHeadOf(context: AdapterRequestContext): RequestHead {
  return clientOf(context)?.requestHead?.() ?? headOf(context.request);
}

/** The client's address, by the adapter's own knowledge or else HatTip's. */
function clientAddress(context: AdapterRequestContext): string {
  return clientOf(context)?.address ?? context.ip ?? "";
}

/** What the adapter knows of the client. */
export function clientOf({ platform }: AdapterRequestContext): ClientContext | undefined {
  return (platform as { client?: ClientContext } | null | undefined)?.client;
}
