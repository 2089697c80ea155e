import type { Patch } from "./mutation.ts";

/** Where it is decided what becomes of a failure. */
export const FORWARDER = "packages/core/src/forward/forwarder.ts";

/** How the transport of a forward is chosen. */
export const TRANSPORT = "transport: settings.transport ?? client.transport ?? fetchTransport,";

// The other files that mutations patch. Nothing else names them.
export const CATALOG_SET = "packages/image-server/src/catalog/catalog-set.ts";
export const ERROR_RESPONSE = "packages/core/src/message/error-response.ts";
export const FORWARDING_FIELDS = "packages/core/src/message/forwarding-fields.ts";
export const FORWARD_REQUEST = "packages/core/src/message/forward-request.ts";
export const FORWARD_RESPONSE = "packages/core/src/message/forward-response.ts";
export const GUARDED_BODY = "packages/core/src/forward/guarded-body.ts";
export const HOP_BY_HOP = "packages/core/src/rules/hop-by-hop.ts";
export const INACTIVITY_TIMER = "packages/core/src/forward/inactivity-timer.ts";
export const INSPECT_IMAGE = "packages/source-check/src/image/inspect-image.ts";
export const JPEG_STRUCTURE = "packages/source-check/src/jpeg/jpeg-structure.ts";
export const LOCAL_RESPONSE = "packages/image-server/src/responses/local-response.ts";
export const REDIRECT_ON_ERROR = "packages/core/src/handler/redirect-on-error.ts";
export const REQUEST_RECORDER = "packages/core/src/handler/request-recorder.ts";
export const SETTINGS = "packages/core/src/forward/settings.ts";
export const SOURCE_FAILURE = "packages/image-server/src/lookup/source-failure.ts";
export const STATIC_RESPONSE = "packages/image-server/src/responses/static-response.ts";
export const TIMED_FORWARD = "packages/core/src/forward/timed-forward.ts";
export const VERDICT = "packages/core/src/rules/verdict.ts";

/** A patch in one line. */
export function change(file: string, find: string, replace: string): Patch {
  return { file, find, replace };
}

/** The row of the verdict table for a code, turned into its opposite. */
export function row(code: string, to: "redirect" | "local"): Patch {
  const name = code.includes("-") ? `"${code}"` : code;
  const from = to === "redirect" ? "local" : "redirect";
  return { file: VERDICT, find: `${name}: ["${from}"`, replace: `${name}: ["${to}"` };
}
