import { expect, test } from "vitest";
import { parseOrigin } from "./origin.ts";

test.each([
  ["http://secondary.test", "secondary.test", 80, "http://secondary.test"],
  ["https://secondary.test", "secondary.test", 443, "https://secondary.test"],
  ["http://secondary.test:8080", "secondary.test", 8080, "http://secondary.test:8080"],
  ["http://[::1]:81", "::1", 81, "http://[::1]:81"],
  ["HTTP://SECONDARY.test:80", "secondary.test", 80, "http://secondary.test"],
])("%s", (text, host, port, origin) => {
  const secure = text.startsWith("https");
  expect(parseOrigin(text)).toEqual({ host, port, secure, text: origin });
});

test.each([
  "ftp://secondary.test",
  "/is/image/a",
  "http:///a",
  "http://",
  "http://secondary.test/",
  "http://secondary.test?x",
  "http://user@secondary.test",
  "http://secondary.test\\@evil.test",
  "http://secondary.test:99999",
])("%j is refused", (text) => {
  expect(() => parseOrigin(text)).toThrow(TypeError);
  expect(() => parseOrigin(text)).toThrow("request origin is ");
});
