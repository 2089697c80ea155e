import { cancellationOf, ForwardError } from "@understudy/core/adapter";
import { expect, test } from "vitest";
import { type ConnectionSlotsOptions, createConnectionSlots } from "./connection-slots.ts";

const slotsOf = (options: Partial<ConnectionSlotsOptions>) =>
  createConnectionSlots({
    maxConnections: 10,
    maxPerClientConnection: 0,
    maxPerClientAddress: 0,
    maxQueuedRequests: 100,
    ...options,
  });

const never = cancellationOf(new AbortController().signal);

test("requests over the limit wait in line; another origin has a line of its own", async () => {
  const slots = slotsOf({ maxConnections: 1 });
  const order: string[] = [];
  const first = await slots.acquire("a", never);
  const wait = async (name: string) => {
    const slot = await slots.acquire("a", never);
    order.push(name);
    return slot;
  };
  const second = wait("second");
  const third = wait("third");
  await slots.acquire("b", never);
  expect(order).toEqual([]);
  first.giveBack();
  first.giveBack();
  (await second).giveBack();
  (await third).giveBack();
  expect(order).toEqual(["second", "third"]);
});

test("who leaves the line is not served, and leaves no listener behind", async () => {
  const slots = slotsOf({ maxConnections: 1 });
  const first = await slots.acquire("a", never);
  const leaving = new AbortController();
  const reason = new Error("client gone");
  const left = slots.acquire("a", cancellationOf(leaving.signal));
  const next = slots.acquire("a", never);
  leaving.abort(reason);
  await expect(left).rejects.toBe(reason);
  first.giveBack();
  await next;
});

test("the connect deadline in the line means that the pool is exhausted", async () => {
  const slots = slotsOf({ maxConnections: 1 });
  await slots.acquire("http://secondary.test", never);
  const deadline = new AbortController();
  const waiting = slots.acquire("http://secondary.test", cancellationOf(deadline.signal));
  const reason = new ForwardError("connect-timeout");
  deadline.abort(reason);
  await expect(waiting).rejects.toMatchObject({
    code: "pool-exhausted",
    cause: reason,
    message: "http://secondary.test: all 1 connections (maxConnections) were busy until the connect deadline",
  });
});

test("a client that has its share waits for its own, and its deadline means that its share is exhausted", async () => {
  const slots = slotsOf({ maxPerClientConnection: 1 });
  const client = { connection: {} };
  await slots.acquire("a", never, client);
  const deadline = new AbortController();
  const waiting = slots.acquire("a", cancellationOf(deadline.signal), client);
  expect(waiting).toBeInstanceOf(Promise);
  expect(slots.acquire("a", never, { connection: {} })).not.toBeInstanceOf(Promise);
  deadline.abort(new ForwardError("connect-timeout"));
  await expect(waiting).rejects.toMatchObject({
    code: "pool-exhausted",
    message:
      "a: the client's share of the connections (maxPerClientConnection, maxPerClientAddress) was busy until the connect deadline",
  });
});

test("when too many wait the client with the most is refused", async () => {
  const slots = slotsOf({ maxConnections: 1, maxQueuedRequests: 1 });
  const client = { connection: {} };
  await slots.acquire("a", never, client);
  void slots.acquire("a", never, client);
  await expect(slots.acquire("a", never, client)).rejects.toMatchObject({ code: "pool-exhausted" });
});

test("a transfer that waits for its reader lends its place; of too many the one that waits longest is cut", async () => {
  const slots = slotsOf({ maxConnections: 1 });
  const notes: string[] = [];
  const stall = async (name: string) => {
    const slot = await slots.acquire("a", never);
    slot.paused({
      lendPlace() {
        notes.push(`${name} lends`);
        slot.giveBack();
      },
      cut: (reason) => notes.push(`${name}: ${reason.code}`),
    });
  };
  await stall("first");
  await stall("second");
  await slots.acquire("a", never);
  expect(notes).toEqual(["first lends", "first: client-too-slow", "second lends"]);
});
