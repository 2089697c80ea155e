import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const inRepository = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

test("no package puts a Node of its own in front of the user's", () => {
  expect(existsSync(inRepository("node_modules/.bin/tsc"))).toBe(true);
  expect(existsSync(inRepository("node_modules/.bin/node"))).toBe(false);
});
