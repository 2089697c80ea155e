import { expect, test } from "vitest";
import { parseScaleOptions } from "./options.ts";

test("lists are read, and what is not given has its default", () => {
  expect(parseScaleOptions(["--rows", "100, 5", "--only", "catalog", "--runtimes", "bun,deno"])).toEqual({
    parts: new Set(["catalog"]),
    runtimes: ["bun", "deno"],
    rows: [100, 5],
    connections: [1, 10, 100, 1000, 4000],
    processes: [1],
    runs: 3,
    seconds: 3,
    warmupSeconds: 1,
    seed: expect.any(Number),
    out: undefined,
  });
});

test("several numbers of processes", () => {
  expect(parseScaleOptions(["--processes", "1,2"])).toMatchObject({ processes: [1, 2] });
});

test.each([
  [["--rows", "100,0"], '--rows is "0"; allowed: whole numbers from 1 to'],
  [["--connections", "many"], '--connections is "many"; allowed: whole numbers from 1 to'],
  [["--processes", "1,0"], '--processes is "0"; allowed: whole numbers from 1 to'],
  [["--runtimes", "nodejs"], "--runtimes names nodejs; allowed are node, bun, deno"],
  [["--only", "catalogs"], "--only names catalogs; allowed are catalog, connections, readers"],
])("%j is refused", (args, message) => {
  expect(() => parseScaleOptions(args)).toThrow(message);
});
