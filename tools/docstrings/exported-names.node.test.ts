import { describe, expect, test } from "vitest";
import { type ExportedName, exportedNames } from "./exported-names.ts";

const all = exportedNames();
const titles = (names: readonly ExportedName[]) => names.map(({ entry, name }) => `${entry} ${name}`);

test("every entry of every package is read", () => {
  expect(new Set(all.map(({ entry }) => entry))).toContain("@understudy/core/adapter");
  expect(titles(all)).toContain("@understudy/adapter-deno serve");
  expect(all.find(({ name }) => name === "OptionError")).toMatchObject({ isValue: true, isFunction: false });
});

describe("hovering over an export shows", () => {
  test("a text of its own, and no bare link to another name", () => {
    const bare = all.filter(({ text }) => text.replace(/\bsee\b|\{@link[^}]*\}|[\s.,]/gi, "") === "");
    expect(titles(bare)).toEqual([]);
  });

  test.each(["node", "bun", "deno"])("for each function of adapter-%s what it throws, and an example", (runtime) => {
    const own = ["serve", "createMiddleware", "createErrorHandler", "createFetchHandler"];
    const functions = all.filter(({ entry, name }) => entry === `@understudy/adapter-${runtime}` && own.includes(name));
    expect(functions).toHaveLength(runtime === "node" ? 3 : 4);
    for (const { name, isFunction, tags } of functions) {
      expect({ name, isFunction, tags }).toEqual({
        name,
        isFunction: true,
        tags: expect.arrayContaining(["throws", "example", "param"]),
      });
    }
  });
});

test("a type that stands in the signature of an export is exported too", () => {
  const open = all.filter(({ unexported }) => unexported.length > 0);
  expect(open.map(({ entry, name, unexported }) => `${entry} ${name}: ${unexported}`)).toEqual([]);
});
