import { expect, test } from "vitest";
import type { LoadRow, Measurements } from "../harness/report/results.ts";
import { judge, type Target } from "./targets.ts";

const NOTHING: Measurements = { loads: [], memory: [], goodPath: [], wrapperCost: [], catalogs: [] };

function load(contender: string, requestsPerSecond: number, errors = 0, scenario = "20k-c32"): LoadRow {
  const run = { requestsPerSecond, p50Ms: 1, p99Ms: 2, cpuSeconds: 1, cpuMsPerRequest: 0.1, peakMiB: 50, errors };
  return { contender, scenario, runs: [run], median: run };
}

function find(targets: readonly Target[], name: string): Target {
  const found = targets.find((target) => target.name === name);
  if (found === undefined)
    throw new Error(`no target ${name} among ${targets.map((target) => target.name).join(", ")}`);
  return found;
}

test("what was not measured is not judged", () => {
  for (const { verdict, figure } of judge(NOTHING)) {
    expect(verdict).toBe("not measured");
    expect(figure).toBeUndefined();
  }
});

test("throughput is compared in the scenario of 20 kB and 32 connections, and the limit itself passes", () => {
  const targets = judge({
    ...NOTHING,
    loads: [
      load("understudy-node", 1, 0, "2k-c32"),
      load("understudy-node", 6000),
      load("node-http-pipe", 5000),
      load("fastify-reply-from", 6001),
      load("nginx", 15_000),
    ],
  });
  expect(find(targets, "Node, redirected, against node-http-pipe")).toMatchObject({ figure: 1.2, verdict: "met" });
  expect(find(targets, "Node, redirected, against fastify-reply-from").verdict).toBe("open");
  expect(find(targets, "Node, redirected, against nginx")).toMatchObject({ figure: 0.4, verdict: "met", tryFor: 0.5 });
  expect(find(targets, "Node, redirected, against node-undici-stream").verdict).toBe("not measured");
});

test("the fastest bare pass-through of the runtime counts, on Deno only of those that see raw bytes", () => {
  const targets = judge({
    ...NOTHING,
    loads: [
      load("understudy-bun", 900),
      load("bun-fetch", 800),
      load("bun-http-pipe", 1000),
      load("understudy-deno", 900),
      load("deno-fetch", 5000),
      load("deno-http-pipe", 1000),
    ],
  });
  expect(find(targets, "Bun, redirected, against bun-http-pipe")).toMatchObject({ figure: 0.9, verdict: "met" });
  expect(find(targets, "Deno, redirected, against deno-http-pipe")).toMatchObject({ figure: 0.9, verdict: "met" });
});

test("a rate with errors is no rate", () => {
  const targets = judge({ ...NOTHING, loads: [load("understudy-node", 9000, 1), load("nginx", 15_000)] });
  expect(find(targets, "Node, redirected, against nginx").verdict).toBe("not measured");
});

test("memory is to be under its limit, and the good path at least at its own", () => {
  const run = { idleAddedMiB: 1, smallAddedMiB: 10, largeAddedMiB: 20 };
  const targets = judge({
    ...NOTHING,
    memory: [{ contender: "understudy-node", readers: 1000, runs: [run], median: run }],
    goodPath: [{ runtime: "bun", barePerSecond: 100, wrappedPerSecond: 97, ratio: 0.97, ratios: [0.97] }],
  });
  expect(find(targets, "Node, memory of slow readers, 16 MB against 20 kB under way").verdict).toBe("open");
  expect(find(targets, "Bun, wrapped against bare handler, good path").verdict).toBe("met");
});

test("a large catalog has three limits on each runtime", () => {
  const targets = judge({
    ...NOTHING,
    catalogs: [{ runtime: "deno", readySeconds: 4.9, readyMB: 400, lookUpMicroseconds: 1.5 }],
  });
  expect(find(targets, "Deno, catalog of 1,000,000 rows, ready, seconds").verdict).toBe("met");
  expect(find(targets, "Deno, catalog of 1,000,000 rows, memory, MB").verdict).toBe("open");
  expect(find(targets, "Deno, catalog of 1,000,000 rows, look-up, µs").verdict).toBe("met");
  expect(find(targets, "Node, catalog of 1,000,000 rows, look-up, µs").verdict).toBe("not measured");
});
