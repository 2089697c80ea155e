/**
 * What `redirectOnError` costs a call that goes well, without sockets: nanoseconds of the bare handler, of the wrapped
 * one and of the wrapped one that makes an access record. Prints one line of JSON.
 */
import process from "node:process";
import type { AdapterRequestContext, HattipHandler } from "@hattip/core";
import { type ClientContext, redirectOnError } from "@understudy/core";
import type { SendOutcome } from "@understudy/core/adapter";

const BATCHES = Number(process.env.BATCHES ?? 15);
const CALLS = 20_000;

const response = new Response("an image", { headers: { "content-type": "image/jpeg" } });
const handler: HattipHandler = () => response;
const rootUrl = "http://127.0.0.1:1";

const request = new Request("http://images.example/is/image/shop/chair?wid=400");
const client: ClientContext = {
  address: "127.0.0.1",
  signal: new AbortController().signal,
  onSent: (callback: (outcome: SendOutcome) => void) => callback({ bodyBytes: 8, complete: true }),
  // As all our adapters have it: what fails before the first byte is theirs to see. Without it the wrapper would read
  // the body.
  beforeFirstByte() {},
};

/** The part of a HatTip context that is read here; a new one for every call, as an adapter makes it. */
function newContext(): AdapterRequestContext {
  return {
    request,
    ip: "127.0.0.1",
    platform: { client },
    env: () => undefined,
    waitUntil() {},
    passThrough() {},
  } as unknown as AdapterRequestContext;
}

async function nanosecondsPerCall(called: HattipHandler): Promise<number> {
  const start = performance.now();
  for (let call = 0; call < CALLS; call++) await called(newContext());
  return ((performance.now() - start) * 1e6) / CALLS;
}

let records = 0;
const variants: Record<"bareNs" | "wrappedNs" | "recordedNs", HattipHandler> = {
  bareNs: handler,
  wrappedNs: redirectOnError(handler, { rootUrl }),
  recordedNs: redirectOnError(handler, {
    rootUrl,
    onRecord: () => {
      records += 1;
    },
  }),
};

const figures: Record<string, number[]> = {};
for (let batch = 0; batch < BATCHES + 2; batch++) {
  for (const [name, variant] of Object.entries(variants)) {
    const figure = await nanosecondsPerCall(variant);
    figures[name] ??= [];
    // The first two batches are the warm-up.
    if (batch >= 2) figures[name].push(figure);
  }
}
if (records !== (BATCHES + 2) * CALLS) throw new Error(`${records} records of ${(BATCHES + 2) * CALLS} calls`);
const medians = Object.entries(figures).map(([name, all]) => [
  name,
  Math.round(all.sort((a, b) => a - b)[Math.floor(all.length / 2)]!),
]);
console.log(JSON.stringify(Object.fromEntries(medians)));
