import { describe, expect, test } from "vitest";
import { requestUrl } from "./request-url.ts";

const asked = (url: string, host: string | null = "a.example", method = "GET") => {
  const headers = new Headers(host === null ? {} : { host });
  return requestUrl({ method, url, headers } as Request, "127.0.0.1:80");
};
const url = (host: string, path: string) => ({ kind: "url", host, path });
const invalid = (status: 400 | 501) => expect.objectContaining({ kind: "invalid", status });

describe("requestUrl", () => {
  test.each([
    ["a path", asked("http://a.example/x?y"), url("a.example", "/x?y")],
    ["raw dot segments", asked("http://a.example/a/../b"), url("a.example", "/a/../b")],
    ["two slashes", asked("http://a.example//evil.example/x"), url("a.example", "//evil.example/x")],
    ["a backslash", asked("http://a.example/\\evil.example"), url("a.example", "/\\evil.example")],
    ["another spelling of the host", asked("http://a.example/x", "A.Example"), url("A.Example", "/x")],
    ["the standard port", asked("http://a.example/x", "a.example:80"), url("a.example", "/x")],
    ["absolute form", asked("http://b.example:81/x?y"), url("b.example:81", "/x?y")],
    ["absolute form with a backslash", asked("http://b.example\\@evil/x"), url("b.example", "\\@evil/x")],
    ["absolute form with a user", asked("http://u@b.example/x"), invalid(400)],
    ["a host that begins with the other", asked("http://a.example.evil/x"), url("a.example.evil", "/x")],
    ["no host, without one in the URL", asked("/x", null), url("127.0.0.1:80", "/x")],
    ["no host, with one in the URL", asked("http://localhost:99/x", null), url("localhost:99", "/x")],
    ["an empty host", asked("/x", ""), url("127.0.0.1:80", "/x")],
    ["two hosts", asked("http://a/x", "a, b"), invalid(400)],
    ["a host with a path", asked("http://a/b/x", "a/b"), invalid(400)],
    ["a host with a user", asked("/x", "u@a"), invalid(400)],
    ["a port that is none", asked("http://a:99999/x", "a:99999"), invalid(400)],
    ["a fragment", asked("http://a.example/a#b"), invalid(400)],
    ["a tunnel", asked("a.example:443", "a.example:443", "CONNECT"), invalid(501)],
    ["TRACE", asked("http://a.example/", "a.example", "TRACE"), invalid(501)],
  ])("%s", (_name, found, expected) => expect(found).toEqual(expected));
});
