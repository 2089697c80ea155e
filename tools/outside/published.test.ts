import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { packageFolders, readPackageJson, repository } from "../packages.ts";

const HOME = "https://github.com/understudy-server/understudy";

describe.each(packageFolders)("packages/%s", (name) => {
  const folder = join(repository, "packages", name);
  const npm = readPackageJson(folder);

  test("package.json says where it comes from and what it is about", () => {
    expect(npm).toMatchObject({
      repository: { type: "git", url: `git+${HOME}.git`, directory: `packages/${name}` },
      homepage: `${HOME}/tree/main/packages/${name}#readme`,
      bugs: `${HOME}/issues`,
    });
    expect(npm.keywords).toContain("redirect-on-error");
  });

  test("the README begins with the line that installs it, or starts it", () => {
    const [, title, command] =
      /^# (\S+)\n\n```sh\n([^\n]+)\n```\n/.exec(readFileSync(join(folder, "README.md"), "utf8")) ?? [];
    expect(title).toBe(npm.name);
    expect(command).toMatch(/^(?:npm install|npx|bun add|deno add) /);
    expect(command?.split(/[\s:]/)).toContain(npm.name);
  });
});
