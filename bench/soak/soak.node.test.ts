import { expect, test } from "vitest";
import { bodyOf, exchangeOf, KINDS } from "./plan.ts";
import { runSoak } from "./soak.ts";

// At a time: most of it is waiting.
test.concurrent.each(["node-20", "node-24", "node-26", "bun", "deno"] as const)(
  "nothing is found on %s",
  async (runtime) => {
    const lines: string[] = [];
    const options = { runtime, requests: 1_000, first: 0, seed: 7, clients: 24, socketTimeoutMs: 4_000 };
    const passed = await runSoak({ ...options, print: (line) => lines.push(line) });
    expect(passed, lines.join("\n")).toBe(true);
  },
);

test("a seed gives the same requests again, each with a body of its own, and every kind of answer", () => {
  const exchanges = Array.from({ length: 10_000 }, (_, id) => exchangeOf(7, id));
  expect(exchangeOf(7, 1_234)).toEqual(exchanges[1_234]);
  expect(exchanges.map(({ kind }) => kind)).not.toEqual(exchanges.map(({ id }) => exchangeOf(8, id).kind));
  expect(new Set(exchanges.map(({ kind }) => kind))).toEqual(new Set(Object.keys(KINDS)));
  const beginnings = exchanges.map((exchange) => bodyOf(7, exchange).toString("latin1", 0, 16));
  expect(new Set(beginnings).size).toBe(10_000);
});
