import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { packageFolders, readPackageJson, repository } from "../packages.ts";

/** What JSR and Deno read. */
interface JsrJson {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly exports: Readonly<Record<string, string>>;
  readonly publish: { readonly include: readonly string[] };
}

describe.each(packageFolders)("packages/%s", (name) => {
  const folder = join(repository, "packages", name);
  const npm = readPackageJson(folder);
  const jsr: JsrJson = JSON.parse(readFileSync(join(folder, "jsr.json"), "utf8"));

  test("jsr.json and package.json say the same name, version and licence", () => {
    const { version, license } = npm;
    expect(jsr).toMatchObject({ name: `@understudy/${name}`, version, license });
    expect(npm.name).toBe(jsr.name);
  });

  test("jsr.json exports the sources of what package.json exports", () => {
    const sources = Object.entries(npm.exports).flatMap(([path, target]) =>
      typeof target === "string" ? [] : [[path, target["@understudy/source"]]],
    );
    expect(jsr.exports).toEqual(Object.fromEntries(sources));
    for (const file of Object.values(jsr.exports)) expect(existsSync(join(folder, file)), file).toBe(true);
  });

  test("what package.json publishes, jsr.json does too, except for what is built", () => {
    const published = npm.files.filter((pattern) => !pattern.startsWith("!") && pattern !== "dist");
    expect(jsr.publish.include).toEqual(expect.arrayContaining(published));
  });
});
