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
    expect(() => parseRootUrl(value)).toThrow(`rootUrl is ${JSON.stringify(value)}; allowed: http://domain[:port]`);
  });

  test("a value that is no text is refused", () => {
    // @ts-expect-error the type forbids it too
    expect(() => parseRootUrl(8080)).toThrow("rootUrl is 8080; allowed");
  });
});

describe("onRoot", () => {
  const root = parseRootUrl("http://secondary.example:81")!;

  test.each([
    ["http://primary/is/image/a.jpg?wid=1&fmt=png", "/is/image/a.jpg?wid=1&fmt=png"],
    ["http://primary//evil.example/x", "//evil.example/x"],
    ["http://primary///evil.example", "///evil.example"],
    ["http://primary/\\evil.example/x", "//evil.example/x"],
    ["http://primary/@evil.example/", "/@evil.example/"],
    ["http://primary/:99/", "/:99/"],
    ["http://primary/a/../../../b", "/b"],
    ["http://primary/%2e%2e/b", "/b"],
    ["http://primary/a%2Fb%20c|d", "/a%2Fb%20c|d"],
    ["http://primary/http://evil.example/", "/http://evil.example/"],
    ["http://primary/a?b#fragment", "/a?b"],
    ["http://primary/?http://evil.example", "/?http://evil.example"],
  ])("%s", (url, target) => {
    const forwarded = onRoot(root, url);
    expect(forwarded).toBe(`http://secondary.example:81${target}`);
    expect(new URL(forwarded).host).toBe("secondary.example:81");
  });
});

test.each([
  ["http://p/a|b.jpg", true],
  ["http://p/a%7Cb.jpg", true],
  ["http://p/a%7cb.jpg", true],
  ["http://p/a.jpg?x=1|2", false],
  ["http://p/a.jpg?x=%7C", false],
  ["http://p/a%257Cb.jpg", false],
])("pipe in the path of %s: %s (R16)", (url, expected) => {
  expect(hasPipeInPath(url)).toBe(expected);
});
