/** What Deno does otherwise, so that a rule of the conformance suite cannot be kept on it. */
export const knownGaps: { caseId?: string; rule: string; reason: string; link?: string }[] = [];

/** Tests of `createFetchHandler` that fail behind `Deno.serve`. `serve` does not need it. */
export const fetchHandlerGaps: Readonly<Record<string, string>> = {
  "the handler's reason phrase is sent": "sends the standard one: denoland/deno#14822",
};
