import { expect, test } from "vitest";
import { circlesOf, importOffences, importsOf } from "./check-imports.ts";

const offences = (files: Record<string, string>, ...entries: string[]) =>
  importOffences(new Map(Object.entries(files)), new Set(entries));

test("imports of values, of types, again exported, delayed and by place are found, and those in comments not", () => {
  const source = `
import { a } from "./a.ts";
import type { B } from "./b.ts";
import {
  c,
} from "./c.ts";
import "./d.ts";
export * from "./e.ts";
const f = await import("./f.ts");
const worker = new URL("./g.ts", import.meta.url);
/** import { x } from "./x.ts"; */
// import { y } from "./y.ts";
`;
  expect(importsOf(source)).toEqual(["./a.ts", "./b.ts", "./c.ts", "./d.ts", "./e.ts", "./f.ts", "./g.ts"]);
});

test("a circle is found through several files, and two circles are two", () => {
  const graph = new Map([
    ["a", ["b"]],
    ["b", ["c", "d"]],
    ["c", ["a"]],
    ["d", ["e"]],
    ["e", ["d"]],
    ["f", ["a"]],
  ]);
  expect(circlesOf(graph)).toEqual([
    ["d", "e"],
    ["a", "b", "c"],
  ]);
});

test("a circle of types alone is one", () => {
  const files = {
    "bench/a.ts": 'import type { B } from "./b.ts";',
    "bench/b.ts": 'import type { A } from "./a.ts";',
  };
  expect(offences(files)).toEqual(["circle: bench/a.ts bench/b.ts"]);
});

test("a circle through a package's name is one", () => {
  const files = {
    "packages/core/src/index.ts": 'export * from "./a.ts";',
    "packages/core/src/a.ts": 'import { x } from "@understudy/core";',
  };
  expect(offences(files, "packages/core/src/index.ts")).toEqual([
    "circle: packages/core/src/a.ts packages/core/src/index.ts",
  ]);
});

test.each([
  ['import { serve } from "@understudy/http-server";', /which does not lie lower$/],
  ['import { checkImage } from "@understudy/source-check";', /which does not lie lower$/],
  ['import { noiseImage } from "@understudy/test-sources/noise-image";', /which does not lie lower$/],
  ['import { a } from "../../core/src/a.ts";', /imports \.\.\/\.\.\/core\/src\/a\.ts$/],
  ['import { a } from "../test/fake.ts";', /imports \.\.\/test\/fake\.ts$/],
])("http-transport may not have %j", (source, offence) => {
  const entry = "packages/http-transport/src/index.ts";
  expect(offences({ [entry]: source }, entry)).toEqual([expect.stringMatching(offence)]);
});

test("a package may import a lower one, and its tests anything", () => {
  const files = {
    "packages/cli/src/index.ts": 'import { createImageServer } from "@understudy/image-server";',
    "packages/cli/src/x.test.ts": 'import { a } from "../../core/test/a.ts";',
  };
  expect(offences(files, "packages/cli/src/index.ts")).toEqual([]);
});

test("a published file that only tests use is named", () => {
  const files = {
    "packages/core/src/index.ts": 'export { a } from "./a.ts";',
    "packages/core/src/a.ts": "",
    "packages/core/src/fake.ts": "",
    "packages/core/src/a.test.ts": 'import { fake } from "./fake.ts";',
  };
  expect(offences(files, "packages/core/src/index.ts")).toEqual([
    "packages/core/src/fake.ts is published, and nothing but tests uses it",
  ]);
});
