import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { packageFolders, repository } from "./packages.ts";

test.each(packageFolders)("packages/%s has scripts that test it alone, and that check its types", (folder) => {
  const { scripts } = JSON.parse(readFileSync(join(repository, "packages", folder, "package.json"), "utf8"));
  expect(scripts?.test).toMatch(new RegExp(`^\\S.* run --root \\.\\./\\.\\. packages/${folder}/$`));
  expect(scripts?.typecheck).toBe("tsc -p ../../tsconfig.json");
});
