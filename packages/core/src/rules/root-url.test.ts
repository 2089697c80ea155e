import { describe, expect, test } from "vitest";
import { hasPipeInPath, onRoot, parseRootUrl } from "./root-url.ts";

describe("parseRootUrl", () => {
  test.each([undefined, "", "   "])("%j is off", (value) => {
    expect(parseRootUrl(value)).toBeUndefined();
  });

  test.each([
    ["http://images.example", "http://images.example", "images.example"],
    ["http://images.example/", "http://images.example", "images.example"],
    ["HTTP://Images.Example:8080", "http://images.example:8080", "images.example:8080"],
    ["http://images.example:80", "http://images.example", "images.example"],
    ["https://[::1]:8443", "https://[::1]:8443", "[::1]:8443"],
    ["  http://127.0.0.1:9000 ", "http://127.0.0.1:9000", "127.0.0.1:9000"],
  ])("%s", (value, origin, host) => {
    expect(parseRootUrl(value)).toEqual({ origin, host });
  });

  test.each([
    ["http://images.example/path", "must not have a path"],
    ["http://images.example/?a", "must not have a query"],
    ["http://images.example#x", "must not have a query"],
    ["http://user:secret@images.example", "must not hold credentials"],
    ["http://@images.example", "must not hold credentials"],
    ["ftp://images.example", "must begin with http://"],
    ["images.example:8080", "must begin with http://"],
    ["//images.example", "must begin with http://"],
    ["http:images.example", "must begin with http://"],
    ["http:///images.example", "must begin with http://"],
    ["http://images.example:99999", "host or the port is not valid"],
    ["http://images.example:0", "port must be from 1 to 65535"],
    ["http://images.example:", "port must be from 1 to 65535"],
    ["http://images.example:80a", "host or the port is not valid"],
    ["http://images example", "white space"],
    ["http://images.example\\x", "backslash"],
    ["http://[::1", "host or the port is not valid"],
    ["http://a%00b", "host or the port is not valid"],
  ])("%s is refused: %s", (value, why) => {
    expect(() => parseRootUrl(value)).toThrow(why);
    // Names and passwords are in no message.
    const shown = value.replace(/\/\/.*@/, "//…@");
    expect(() => parseRootUrl(value)).toThrow(`rootUrl is ${JSON.stringify(shown)}; allowed: http://domain[:port]`);
  });

  test("a value that is no text is refused", () => {
    // @ts-expect-error the type forbids it too
    expect(() => parseRootUrl(8080)).toThrow("rootUrl is 8080; allowed");
  });
});

describe("onRoot", () => {
  const root = parseRootUrl("http://secondary.example:81")!;

  test.each([
    "/is/image/a.jpg?wid=1&fmt=png",
    "//evil.example/x",
    "///evil.example",
    "/\\evil.example/x",
    "/@evil.example/",
    "/:99/",
    "/a%2Fb%20c|d",
    "/http://evil.example/",
    "/?http://evil.example",
    "/a/../../../b",
    "/%2e%2e/b",
    "/a?text='x'&y=\"{}^|<>",
    "/a?",
    "/%zz",
  ])("%s goes on as it came, and to the root (X04, X20)", (target) => {
    expect(onRoot(target)).toBe(target);
    expect(new URL(root.origin + onRoot(target)).host).toBe("secondary.example:81");
  });

  test.each(["@evil.example/", ":99/", ".evil.example", "\\evil.example", ""])(
    "%j begins with a slash behind the root",
    (target) => {
      expect(onRoot(target)).toBe(`/${target}`);
      expect(new URL(root.origin + onRoot(target)).host).toBe("secondary.example:81");
    },
  );
});

test.each([
  ["/a|b.jpg", true],
  ["/a%7Cb.jpg", true],
  ["/a%7cb.jpg", true],
  ["/a.jpg?x=1|2", false],
  ["/a.jpg?x=%7C", false],
  ["/a%257Cb.jpg", false],
])("pipe in the path of %s: %s (R16)", (target, expected) => {
  expect(hasPipeInPath(target)).toBe(expected);
});
