import { expect, test } from "vitest";
import { runtimeVersion } from "./runtime-version.ts";

const process = { versions: { node: "24.0.0" } };

test.each([
  [{ process }, "node 24.0.0"],
  [{ process, Bun: { version: "1.4.5" } }, "bun 1.4.5"],
  [{ process, Deno: { version: { deno: "2.9.6" } } }, "deno 2.9.6"],
])("%j is %s", (globals, version) => {
  expect(runtimeVersion(globals)).toBe(version);
});

test("the runtime of this test is one of the three", () => {
  expect(runtimeVersion()).toMatch(/^(node|bun|deno) \d+\.\d+/);
});
