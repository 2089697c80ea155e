import { existsSync, readFileSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { describe, expect, test } from "vitest";
import { repository } from "../packages.ts";
import { anchorsOf, referencesOf } from "./markdown-references.ts";

const OF_NOBODY = /(?:^|\/)(?:node_modules|dist|data|\.next|\.git|reference)(?:\/|$)/;

async function markdownFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const found = entries.map(async (entry) => {
    const path = join(folder, entry.name);
    if (OF_NOBODY.test(relative(repository, path))) return [];
    if (entry.isDirectory()) return markdownFiles(path);
    return entry.name.endsWith(".md") ? [path] : [];
  });
  return (await Promise.all(found)).flat();
}

test("links, anchors and files are found, and code blocks are left out", () => {
  const text =
    "# A [b](c.md#d-e) `packages/x.ts` [f](https://g.example/h.md) [i](#j)\n```sh\n[k](l.md)\n```\n## M: `n`, o\n";
  expect(referencesOf(text)).toEqual({ links: ["c.md"], anchors: [["c.md", "d-e"]], files: ["packages/x.ts"] });
  expect(anchorsOf("# A\n## M: `n`, o\n")).toEqual(new Set(["a", "m-n-o"]));
});

describe.each((await markdownFiles(repository)).map((path) => relative(repository, path)))("%s", (path) => {
  const markdown = readFileSync(join(repository, path), "utf8");
  const { links, anchors, files } = referencesOf(markdown);
  const at = (target: string) => join(repository, dirname(path), target);

  test("links to what is there", () => {
    expect(links.filter((link) => !existsSync(at(link)))).toEqual([]);
    const broken = anchors.filter(([file, anchor]) => !anchorsOf(readFileSync(at(file), "utf8")).has(anchor));
    expect(broken).toEqual([]);
  });

  // The changelog names files of its time.
  test.skipIf(path === "CHANGELOG.md")("names files that are there", () => {
    expect(files.filter((file) => !existsSync(join(repository, file)) && !existsSync(at(file)))).toEqual([]);
  });
});
