import type { KnownGap } from "@understudy/conformance";

/** Cases of the conformance suite that an app on Deno cannot pass, whatever its adapter does. */
export const CASE_GAPS: readonly KnownGap[] = [];

/** Tests of `createFetchHandler` that fail behind `Deno.serve`. `serve` does not need it. */
export const fetchHandlerGaps: Readonly<Record<string, string>> = {
  "the handler's reason phrase is sent": "sends the standard one: denoland/deno#14822",
  "a 205 keeps its status":
    "sends a 205 without a length and keeps the connection, so that it never ends; it is sent as 204",
};
