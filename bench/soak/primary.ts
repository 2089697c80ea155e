/**
 * The primary of the soak: it has lost every source, and counts its access log by the number that a request carries in
 * its query. Started with --expose-gc and a channel to its parent, to which it answers any message with a snapshot.
 */
import process from "node:process";
import { setImmediate as nextTurn } from "node:timers/promises";
import { redirectOnError, serve } from "@understudy/adapter-node";
import { type AccessRecord, SourceError } from "@understudy/core";
import { origin, port } from "../harness/servers/entry.ts";
import type { Snapshot } from "./messages.ts";

/** By the request's number; made beforehand, so that the count itself does not look like a leak. */
const entries = new Uint8Array(Number(process.env.REQUESTS));
const outcomes: Record<string, number> = {};

function record({ target, status, complete, redirect }: AccessRecord): void {
  const number = Number(new URLSearchParams(target.slice(target.indexOf("?"))).get("n"));
  entries[number] = (entries[number] ?? 0) + 1;
  const outcome = complete ? "complete" : status === 499 ? "499" : (redirect?.forwardError ?? "incomplete");
  outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
}

function lostImage(): never {
  throw new SourceError("image-not-on-disk");
}

const handler = redirectOnError(lostImage, { rootUrl: origin.origin, onRecord: record });
const server = await serve(handler, { port, host: "127.0.0.1", onError() {} });

process.on("message", async () => {
  // Finalizers of what was collected may let go of more.
  for (let round = 0; round < 3; round++) {
    globalThis.gc?.();
    await nextTurn();
  }
  const snapshot: Snapshot = {
    logged: entries.reduce((sum, count) => sum + Math.min(count, 1), 0),
    firstMissing: entries.indexOf(0),
    loggedAgain: entries.reduce((sum, count) => sum + (count > 1 ? 1 : 0), 0),
    outcomes: { ...outcomes },
    heapBytes: process.memoryUsage().heapUsed,
  };
  process.send?.(snapshot);
});
process.on("disconnect", () => process.exit());
process.send?.({ url: server.url });
