import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const examples = fileURLToPath(new URL("..", import.meta.url));
const page = await readFile(join(examples, "../docs/frameworks.md"), "utf8");

/** The code of the page by the file that its first line names. */
const shown = new Map(
  [...page.matchAll(/^```ts[^\n]*\n\/\/ ([^\n]+)\n(.*?)^```$/gms)].map(([, name = "", code = ""]) => [name, code]),
);

test("every example is on the page", async () => {
  const files = (await readdir(examples)).filter((name) => name.endsWith(".ts"));
  expect([...shown.keys()].sort()).toEqual([...files, "app/[id]/route.ts"].sort());
});

test.each([...shown])("docs/frameworks.md shows %s as it is", async (name, code) => {
  const file = join(examples, name.startsWith("app/") ? "next" : "", name);
  expect(await readFile(file, "utf8")).toBe(`// ${name}\n${code}`);
});
