import { expect, test } from "vitest";
import { FetchExchange } from "./fetch-exchange.ts";
import { responseBody } from "./response-body.ts";

const NOTHING_YET = { pieces: [], bytes: 0, end: "open" } as const;
const LIMITS = { promised: undefined, sendTimeoutMs: 0 };

test("the runtime, which prints what breaks a body, gets a line without a stack; the failure is told of once", async () => {
  const failure = new Error("the disk is gone");
  const body = new ReadableStream<Uint8Array>({ pull: (controller) => controller.error(failure) });
  const told: unknown[] = [];
  const sent = responseBody(
    body.getReader(),
    NOTHING_YET,
    new FetchExchange(new AbortController().signal),
    LIMITS,
    (error) => told.push(error),
  );
  await expect(sent.getReader().read()).rejects.toBe("A response broke off.");
  expect(told).toEqual([failure]);
});

test("a client that goes away is no failure", async () => {
  const client = new AbortController();
  const told: unknown[] = [];
  const sent = responseBody(
    new ReadableStream().getReader(),
    NOTHING_YET,
    new FetchExchange(client.signal),
    LIMITS,
    (error) => told.push(error),
  );
  const read = sent.getReader().read();
  client.abort();
  await expect(read).rejects.toBe("The client went away.");
  expect(told).toEqual([]);
});
