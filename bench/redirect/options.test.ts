import { expect, test } from "vitest";
import { type BenchOptions, parseOptions } from "./options.ts";

const options = (...args: string[]) => parseOptions(args) as BenchOptions;

test("everything is measured three times by default", () => {
  const { runs, contenders, scenarios } = options();
  expect(runs).toBe(3);
  expect(contenders).toContain("nginx");
  expect([...scenarios]).toEqual(
    expect.arrayContaining(["2k-c32", "16m-c256-close", "slow-c1000", "memory", "good-path"]),
  );
});

test("--quick is one short run of one scenario", () => {
  expect(options("--quick")).toMatchObject({ runs: 1, seconds: 2, scenarios: new Set(["20k-c32"]) });
});

test("--only takes contenders and scenarios; what it does not name of one kind stays whole", () => {
  expect(options("--only", "nginx, understudy-*,memory")).toMatchObject({
    contenders: new Set([
      "nginx",
      "understudy-node",
      "understudy-node-log",
      "understudy-node-fetch",
      "understudy-bun",
      "understudy-deno",
    ]),
    scenarios: new Set(["memory"]),
  });
  expect(options("--quick", "--only", "nginx").scenarios).toEqual(new Set(["20k-c32"]));
  expect(options("--only", "20k-c32").contenders.size).toBeGreaterThan(10);
});

test.each([
  [["--only", "apache"], /--only names apache; allowed are .*nginx/],
  [["--runs", "0"], /--runs is "0"; allowed: whole numbers from 1 to/],
  [["--seconds", "2.5"], /--seconds is "2.5"; allowed: whole numbers from 1 to/],
  [["--tool", "ab"], /--tool is "ab"; allowed are wrk, autocannon/],
  [["--fast"], /--fast/],
])("%j is refused", (args, message) => {
  expect(() => parseOptions(args)).toThrow(message);
});
