import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { packageFolders, readPackageJson, repository } from "./packages.ts";
import { releaseOrder, releaseProblems } from "./release-plan.ts";

const one = (name: string, dependencies: Record<string, string> = {}, version = "1.2.3") => ({
  name,
  version,
  dependencies,
});

describe("releaseOrder", () => {
  test("a package comes behind those that it depends on; what is not of the workspace is not in it", () => {
    const packages = [one("cli", { server: "1.2.3" }), one("server", { core: "1.2.3", sharp: "1.0.0" }), one("core")];
    expect(releaseOrder(packages)).toEqual(["core", "server", "cli"]);
  });

  test("a circle is an error", () => {
    expect(() => releaseOrder([one("a", { b: "1.2.3" }), one("b", { a: "1.2.3" })])).toThrow("a circle");
  });
});

describe("releaseProblems", () => {
  test.each([
    ["nothing, when all say the tag's version", "v1.2.3", [one("a", { b: "1.2.3", c: "9.9.9" }), one("b")], []],
    ["a package of another version", "v1.2.4", [one("a")], ["a has version 1.2.3; the tag says 1.2.4"]],
    [
      "a dependency on another version",
      "v1.2.3",
      [one("a", { b: "1.0.0" }), one("b")],
      ["a depends on b 1.0.0; the tag says 1.2.3"],
    ],
    ["a tag that is none", "1.2", [one("a")], ['--tag is "1.2"; allowed: v and a version, such as v1.2.3']],
  ])("%s", (_name, tag, packages, problems) => {
    expect(releaseProblems(tag, packages)).toEqual(problems);
  });
});

test("the packages of today could be released under their version", () => {
  const packages = packageFolders.map((name) => readPackageJson(join(repository, "packages", name)));
  expect(releaseProblems(`v${packages[0]?.version}`, packages)).toEqual([]);
  expect(releaseOrder(packages).at(0)).toBe("@understudy/core");
});
