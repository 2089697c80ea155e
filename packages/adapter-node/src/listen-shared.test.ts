import { expect, test } from "vitest";
import { listenSharedHere } from "./listen-shared.ts";

test.each([
  ["20.20.2", false],
  ["22.11.0", false],
  ["22.12.0", true],
  ["23.0.1", false],
  ["23.1.0", true],
  ["24.0.0", true],
  ["26.10.0", true],
])("Node %s knows reusePort: %j; its workers share ports in any case", (version, known) => {
  expect(listenSharedHere(false, version) !== undefined).toBe(known);
  expect(listenSharedHere(true, version)).toBeTypeOf("function");
});
