import { describe, expect, test } from "vitest";
import { isAuthority, parseRequestTarget, type RequestTarget } from "./request-target.ts";

const resource = (path: string, authority?: string): RequestTarget =>
  authority === undefined ? { kind: "resource", path } : { kind: "resource", path, authority };
const invalid = (status: 400 | 501) => expect.objectContaining({ kind: "invalid", status });

describe("parseRequestTarget", () => {
  const rows: [name: string, method: string, target: string, expected: RequestTarget][] = [
    ["a path and a query", "GET", "/is/image/a?wid=1&x", resource("/is/image/a?wid=1&x")],
    ["escapes as they are", "GET", "/a%2fb%7C%c3%a4%FF%zz", resource("/a%2fb%7C%c3%a4%FF%zz")],
    ["two slashes", "GET", "//evil.example/x", resource("//evil.example/x")],
    ["a backslash", "GET", "/\\evil.example", resource("/\\evil.example")],
    ["dot segments", "GET", "/a/../b/%2e%2e/c", resource("/a/../b/%2e%2e/c")],
    ["absolute form", "GET", "http://a.example:8080/x?y", resource("/x?y", "a.example:8080")],
    ["absolute form, another scheme's letters", "GET", "HTTPS://a.example/x", resource("/x", "a.example")],
    ["absolute form without a path", "GET", "http://a.example", resource("/", "a.example")],
    ["absolute form with a query only", "GET", "http://a.example?q", resource("/?q", "a.example")],
    [
      "absolute form with a backslash",
      "GET",
      "http://a.example\\@evil.example/x",
      resource("\\@evil.example/x", "a.example"),
    ],
    ["absolute form with a user", "GET", "http://a@evil.example/x", invalid(400)],
    ["absolute form without a host", "GET", "http:///x", invalid(400)],
    ["another scheme", "GET", "ftp://a.example/x", invalid(400)],
    ["no slash", "GET", "evil.example/x", invalid(400)],
    ["a scheme without slashes", "GET", "http:x", invalid(400)],
    ["nothing", "GET", "", invalid(400)],
    ["a fragment", "GET", "/a#b", invalid(400)],
    ["the server", "OPTIONS", "*", { kind: "server" }],
    ["the server, for GET", "GET", "*", invalid(400)],
    ["a tunnel", "CONNECT", "a.example:443", invalid(501)],
    ["TRACE", "TRACE", "/", invalid(501)],
  ];
  test.each(rows)("%s: %s %s", (_name, method, target, expected) => {
    expect(parseRequestTarget(method, target)).toEqual(expected);
  });
});

describe("isAuthority", () => {
  const valid = [
    "a",
    "a.example",
    "a.example:80",
    "a.example:",
    "127.0.0.1:1",
    "[::1]",
    "[::1]:8080",
    "b%C3%BCcher.example",
  ];
  const notValid = [
    "",
    "a b",
    "a/b",
    "a\\b",
    "u@a",
    "a:b",
    "a:99999",
    "a?b",
    "a#b",
    "a,b:1:2",
    "[::1",
    "::1",
    "300.1.1.1",
    "a%2fb",
    "a\u00e4",
  ];
  test.each(valid)("%s is one", (value) => expect(isAuthority(value)).toBe(true));
  test.each(notValid)("%j is none", (value) => expect(isAuthority(value)).toBe(false));
});
