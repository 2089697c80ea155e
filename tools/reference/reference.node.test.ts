import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { repository } from "../packages.ts";
import { renderReference } from "./render-reference.ts";

async function pagesOf(folder: string): Promise<Record<string, string>> {
  const names = (await readdir(folder)).sort();
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name), "utf8")])),
  );
}

test("docs/reference says what the docstrings say; else run: npm run reference", { timeout: 180_000 }, async () => {
  const folder = await mkdtemp(join(tmpdir(), "understudy-reference-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await renderReference(folder);
  const pages = await pagesOf(folder);
  expect(Object.keys(pages)).toContain("core.md");
  expect(await pagesOf(join(repository, "docs/reference"))).toEqual(pages);
});
