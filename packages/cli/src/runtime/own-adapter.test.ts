import { expect, test } from "vitest";
import { loadAdapter } from "./own-adapter.ts";
import { ownRuntime } from "./own-runtime.ts";

test("the adapter is that of the runtime that the tests run in", async () => {
  const expected = "Bun" in globalThis ? "bun" : "Deno" in globalThis ? "deno" : "node";
  expect(ownRuntime()).toBe(expected);
  expect((await loadAdapter()).serve).toBeTypeOf("function");
});

test.each([
  [{ Bun: {}, process: {} }, "bun"],
  [{ Deno: {}, process: {} }, "deno"],
  [{ process: {} }, "node"],
])("%j is %s", (globals, name) => {
  expect(ownRuntime(globals)).toBe(name);
});

test("an adapter that is not there is one line with the package and the command that installs it", async () => {
  const missing = async () => {
    throw new Error("Cannot find package '@understudy/adapter-bun'\nRequire stack: …");
  };
  await expect(loadAdapter("bun", missing)).rejects.toThrow(
    "@understudy/adapter-bun, which serves on bun, cannot be loaded: Cannot find package '@understudy/adapter-bun'; where it is not installed: bun add @understudy/adapter-bun",
  );
});
