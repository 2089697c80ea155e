import { expect, test } from "vitest";
import { runtimeUses } from "./check-core-imports.ts";

test.each([
  ['import { readFile } from "node:fs";', ["imports node:fs"]],
  ['import "undici";', ["imports undici"]],
  ['const fs = await import("fs");', ["imports fs"]],
  ['export * from "bun";', ["imports bun"]],
  ["const env = process.env.HOME;", ["uses process."]],
  ["Buffer.from(bytes);", ["uses Buffer."]],
  ['import { x } from "./x.ts";\nimport type { HattipHandler } from "@hattip/core";', []],
  ['// process.env is not used\nconst text = "Deno.serve";', []],
])("%j", (source, offences) => {
  expect(runtimeUses(source)).toEqual(offences);
});
