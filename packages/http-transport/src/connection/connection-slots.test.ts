import { cancellationOf, ForwardError } from "@understudy/core/adapter";
import { expect, test } from "vitest";
import { createConnectionSlots } from "./connection-slots.ts";

const never = cancellationOf(new AbortController().signal);

test("requests over the limit wait in line; another origin has a line of its own", async () => {
  const slots = createConnectionSlots(1);
  const order: string[] = [];
  const first = await slots.acquire("a", never);
  const wait = async (name: string) => {
    const giveBack = await slots.acquire("a", never);
    order.push(name);
    return giveBack;
  };
  const second = wait("second");
  const third = wait("third");
  await slots.acquire("b", never);
  expect(order).toEqual([]);
  first();
  first();
  (await second)();
  (await third)();
  expect(order).toEqual(["second", "third"]);
});

test("who leaves the line is not served, and leaves no listener behind", async () => {
  const slots = createConnectionSlots(1);
  const first = await slots.acquire("a", never);
  const leaving = new AbortController();
  const reason = new Error("client gone");
  const left = slots.acquire("a", cancellationOf(leaving.signal));
  const next = slots.acquire("a", never);
  leaving.abort(reason);
  await expect(left).rejects.toBe(reason);
  first();
  await next;
});

test("the connect deadline in the line means that the pool is exhausted", async () => {
  const slots = createConnectionSlots(1);
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
