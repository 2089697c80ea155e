import { expect, test } from "vitest";
import { atTurnEnd, TurnBatch } from "./turn-batch.ts";

test("everything of a turn is done at its end, in order", async () => {
  const done: string[] = [];
  const ends = new TurnBatch<string>((item) => done.push(item));
  ends.add("a");
  await Promise.resolve();
  ends.add("b");
  expect(done).toEqual([]);
  await new Promise<void>((resolve) => void atTurnEnd(resolve));
  expect(done).toEqual(["a", "b"]);
});

test("what is added meanwhile is done at the end of the next turn", async () => {
  const done: string[] = [];
  const ends: TurnBatch<string> = new TurnBatch((item) => {
    done.push(item);
    if (item === "a") ends.add("b");
  });
  ends.add("a");
  await new Promise<void>((resolve) => void atTurnEnd(resolve));
  expect(done).toEqual(["a"]);
  await new Promise<void>((resolve) => void atTurnEnd(resolve));
  expect(done).toEqual(["a", "b"]);
});

test("a call that is taken back does not come, also without setImmediate", async () => {
  const { setImmediate } = globalThis;
  const called: string[] = [];
  try {
    atTurnEnd(() => called.push("taken back"))();
    Reflect.set(globalThis, "setImmediate", undefined);
    atTurnEnd(() => called.push("taken back"))();
    await new Promise<void>((resolve) => void atTurnEnd(resolve));
  } finally {
    Reflect.set(globalThis, "setImmediate", setImmediate);
  }
  expect(called).toEqual([]);
});
