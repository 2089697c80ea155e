import { expect, test } from "vitest";
import { parseRequestTarget } from "./request-target.ts";

test.each([
  ["http://secondary.test", "secondary.test", 80, "/"],
  ["http://secondary.test?a=/b", "secondary.test", 80, "/?a=/b"],
  ["https://secondary.test/a", "secondary.test", 443, "/a"],
  ["http://secondary.test:8080/a/../b%2e%2E//c", "secondary.test", 8080, "/a/../b%2e%2E//c"],
  ["http://secondary.test//evil.test/x", "secondary.test", 80, "//evil.test/x"],
  ["http://secondary.test/http://evil.test/", "secondary.test", 80, "/http://evil.test/"],
  ["http://secondary.test/@evil.test", "secondary.test", 80, "/@evil.test"],
  ["http://secondary.test/\\evil.test?|", "secondary.test", 80, "/\\evil.test?|"],
  ["http://[::1]:81/a#b", "::1", 81, "/a"],
  ["HTTP://SECONDARY.test/A", "secondary.test", 80, "/A"],
])("%s", (url, host, port, path) => {
  expect(parseRequestTarget(url)).toMatchObject({ host, port, path, secure: url.startsWith("https") });
});

test.each([
  ["ftp://secondary.test/", "absolute http or https URL"],
  ["/is/image/a", "absolute http or https URL"],
  ["http:///a", "absolute http or https URL"],
  ["http://secondary.test\\@evil.test/", "request path is"],
  ["http://secondary.test/a b", "request path is"],
  ["http://secondary.test/a\r\nx: y", "request path is"],
  ["http://secondary.test/\u20ac", "request path is"],
])("%j is refused", (url, message) => {
  expect(() => parseRequestTarget(url)).toThrow(TypeError);
  expect(() => parseRequestTarget(url)).toThrow(message);
});
