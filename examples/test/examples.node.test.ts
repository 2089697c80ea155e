import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startSecondary } from "../../tools/outside/secondary.ts";
import { CHECKS, type Running } from "./checks.ts";
import { EXAMPLES } from "./examples.ts";
import { writeShopFolder } from "./shop-folder.ts";
import { startExample } from "./start-example.ts";

test("gaps are those of checks that exist", () => {
  const named = EXAMPLES.flatMap(({ gaps = {} }) => Object.keys(gaps));
  expect(Object.keys(CHECKS)).toEqual(expect.arrayContaining(named));
});

describe.each(EXAMPLES)("$title", (example) => {
  let folder: string;
  let running: Running;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "understudy-example-"));
    const good = await writeShopFolder(folder);
    const secondary = await startSecondary();
    running = { example, good, secondary, server: await startExample(example, folder, secondary.rootUrl) };
  }, 90_000);

  afterAll(async () => {
    await running?.server.stop();
    running?.secondary.close();
    await rm(folder, { recursive: true, force: true });
  });

  for (const [title, check] of Object.entries(CHECKS)) {
    test(title, { fails: Object.hasOwn(example.gaps ?? {}, title) }, () => check(running));
  }
});
