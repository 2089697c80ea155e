import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { ERROR_REDIRECT_OPTION_NAMES } from "./forward/settings.ts";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");

test("the README's table has every option", () => {
  const rows = [...readme.matchAll(/^\| `(\w+)` +\|/gm)].map(([, name]) => name);
  expect(rows).toEqual(expect.arrayContaining([...Object.keys(ERROR_REDIRECT_OPTION_NAMES), "answerLocally"]));
});
