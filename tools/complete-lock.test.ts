import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { completeLock, platformOf } from "./complete-lock.ts";

test.each([
  ["@biomejs/cli-linux-x64-musl", { os: ["linux"], cpu: ["x64"], libc: ["musl"] }],
  ["@oven/bun-windows-aarch64", { os: ["win32"], cpu: ["arm64"] }],
  ["@img/sharp-linuxmusl-arm64", { os: ["linux"], cpu: ["arm64"], libc: ["musl"] }],
  ["@deno/darwin-arm64", { os: ["darwin"], cpu: ["arm64"] }],
  ["fsevents", {}],
])("%s is for %j", (name, platform) => {
  expect(platformOf(name)).toEqual(platform);
});

test("what is missing is added once, where look-up finds it, and what is there stays", () => {
  const packages = {
    "": {},
    "node_modules/a": {
      dev: true,
      optionalDependencies: { "a-linux-x64": "1.0.0", "a-darwin-x64": "1.0.0", "b-any": "^1.0.0" },
    },
    "node_modules/a-linux-x64": { version: "1.0.0" },
  };
  expect(completeLock({ packages })).toEqual(["node_modules/a-darwin-x64"]);
  expect(packages).toMatchObject({
    "node_modules/a-darwin-x64": { version: "1.0.0", dev: true, optional: true, os: ["darwin"], cpu: ["x64"] },
  });
  expect(completeLock({ packages })).toEqual([]);
});

test("the committed lock is complete", () => {
  const lock = JSON.parse(readFileSync(new URL("../package-lock.json", import.meta.url), "utf8"));
  expect(completeLock(lock)).toEqual([]);
});
