import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { RULE_IDS } from "@understudy/conformance";
import { expect, test } from "vitest";
import { REPOSITORY } from "../repository.ts";
import { ALL_MUTATIONS } from "./all-mutations.ts";
import { applied } from "./mutation.ts";

test("every rule is broken at least once", () => {
  expect(new Set(ALL_MUTATIONS.map(({ rule }) => rule))).toEqual(new Set(RULE_IDS));
});

test.each(ALL_MUTATIONS)("$rule can still be broken: $what", async ({ patches }) => {
  for (const patch of patches) {
    const text = await readFile(join(REPOSITORY, patch.file), "utf8");
    expect(applied(patch, text)).not.toBe(text);
  }
});
