import { expect, test } from "vitest";
import { OptionError } from "./option-error.ts";
import { checkOptionNames, type OptionNames } from "./option-names.ts";

interface Sample {
  readonly rootUrl?: string;
  readonly socketTimeoutMs?: number;
}

const KNOWN = { rootUrl: true, socketTimeoutMs: true } satisfies OptionNames<Sample>;

// @ts-expect-error a name is missing: the table has all of the type's names
({ rootUrl: true }) satisfies OptionNames<Sample>;

test.each([[{}], [{ rootUrl: undefined }], [{ rootUrl: "", socketTimeoutMs: 1 }], [Object.create(null)]])(
  "%j has known names only",
  (options) => {
    expect(() => checkOptionNames(options, KNOWN)).not.toThrow();
  },
);

test.each([
  [{ rootURL: "http://x" }, "options.rootURL is unknown; did you mean rootUrl? allowed: rootUrl, socketTimeoutMs"],
  [{ rootURL: undefined }, "options.rootURL is unknown; did you mean rootUrl? allowed: rootUrl, socketTimeoutMs"],
  [{ socketTimeout: 1 }, "options.socketTimeout is unknown; did you mean socketTimeoutMs? allowed: rootUrl, soc"],
  [{ rootUrl: "", colour: "red" }, "options.colour is unknown; allowed: rootUrl, socketTimeoutMs"],
  // A name that every object inherits is no option.
  [{ constructor: 1 }, "options.constructor is unknown; allowed: rootUrl, socketTimeoutMs"],
  [JSON.parse('{"__proto__": 1}'), "options.__proto__ is unknown; allowed:"],
  [{ ["x".repeat(10_000)]: 1 }, `options.${"x".repeat(200)}… is unknown; allowed:`],
  ["http://x", 'options is "http://x"; allowed: an object'],
  [null, "options is null; allowed: an object"],
  [[], "options is an array; allowed: an object"],
])("%j is refused", (options, message) => {
  const check = () => checkOptionNames(options, KNOWN);
  expect(check).toThrow(OptionError);
  expect(check).toThrow(message);
});

test("the error has the option, its value and the allowed names", () => {
  let caught: unknown;
  try {
    checkOptionNames({ keys: 7 }, { key: true }, "tls");
  } catch (error) {
    caught = error;
  }
  expect(caught).toMatchObject({ option: "tls.keys", value: 7, allowed: "key" });
  expect(String(caught)).toBe("OptionError: tls.keys is unknown; did you mean key? allowed: key");
});
