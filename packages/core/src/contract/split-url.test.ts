import { describe, expect, test } from "vitest";
import { createUrlSplitter } from "./split-url.ts";

const splitUrl = createUrlSplitter();

function byTheStandard(text: string) {
  const { hostname, port, protocol, pathname, search } = new URL(text);
  return { hostname, port: port || (protocol === "https:" ? "443" : "80"), pathname, search };
}

const ORIGINS = [
  "http://shop.example",
  "https://shop.example",
  "HTTP://Shop.EXAMPLE",
  "http://shop.example:80",
  "https://shop.example:443",
  "http://shop.example:0080",
  "http://shop.example:8080",
  "http://shop.example:",
  "http://s",
  "http://127.0.0.1:3000",
  "http://0x7f.1",
  "http://2130706433",
  "http://[::1]:8080",
  "http://[::FFFF:127.0.0.1]",
  "http://user:word@shop.example",
  "http://shop.example.",
  "http://xn--mnchen-3ya.example",
  "http://münchen.example",
  "http://sh%6fp.example",
  "http://a_b.example",
  "http:\\\\shop.example",
  "http:/shop.example",
  "http:///shop.example",
  "http://shop.example\\x",
  " http://shop.example",
  "ftp://shop.example",
];

const RESTS = [
  "",
  "/",
  "//",
  "/is/image/shop/chair-1.jpg?wid=400&hei=300",
  "/a/./b/../c",
  "/a/..",
  "/..",
  "/a/%2e%2E/b",
  "/a/.%2e/b",
  "/a/%2E",
  "/.hidden/..x/x../x.y",
  "/a%2Fb%7Cc|d%zz%",
  "/a b\tc\nd",
  "/a\\b",
  '/"<>`{}^',
  "/[x](y)'z;a=1,b@c:d",
  "/ä€\u{1f600}\ud800",
  "/a\u0000b\u007fc",
  "?",
  "/?",
  "/a?#",
  "/a#b?c",
  "?a=/b",
  "#/a?b",
  "/a?b'c\"d<e>f g`h{i}|j\\k^l%m/../n",
  "/a?x?y??z",
  "/a?x\ty\n",
  "/a?ä€\ud800",
  "/a?b#c d",
  "/a ",
  "/a?b ",
  "/a?b=%20%00&c=[d]",
  "///a//b/",
];

describe("createUrlSplitter takes URLs apart as new URL does", () => {
  test.each(ORIGINS)("of %s", (origin) => {
    for (const rest of RESTS) expect(splitUrl(origin + rest), origin + rest).toEqual(byTheStandard(origin + rest));
  });

  test("with any character anywhere", () => {
    const codes = [...Array.from({ length: 0x180 }, (_, code) => code), 0x2028, 0x2029, 0xd800, 0xdfff, 0xfeff, 0xffff];
    for (const code of codes) {
      const character = String.fromCharCode(code);
      for (const text of [
        `http://shop.example/a${character}b?c${character}d`,
        `http://shop.example/${character}?${character}`,
        `http://shop.example/${character}`,
        `http://shop.example/a/${character}./b`,
        `http://shop.example/x?a#${character}`,
      ]) {
        expect(splitUrl(text), JSON.stringify(text)).toEqual(byTheStandard(text));
      }
    }
  });

  test("put together at random", () => {
    const pieces = [
      "/",
      "..",
      ".",
      "%2e",
      "%2E",
      "%20",
      "%",
      "?",
      "#",
      "a",
      "B-_~",
      " ",
      "\\",
      "'",
      "|",
      "^",
      "ä",
      ":",
      "@",
    ];
    let state = 42;
    for (let round = 0; round < 20_000; round++) {
      let text = "http://shop.example:8080";
      for (let count = 0; count < 8; count++) {
        state = (Math.imul(state, 1103515245) + 12345) >>> 0;
        text += count === 0 ? "/" : pieces[(state >>> 16) % pieces.length];
      }
      const { pathname, search, hostname, port } = splitUrl(text);
      const expected = byTheStandard(text);
      // One comparison a round: twenty thousand assertions take seconds.
      const same =
        pathname === expected.pathname &&
        search === expected.search &&
        hostname === expected.hostname &&
        port === expected.port;
      if (!same) expect({ pathname, search, hostname, port }, text).toEqual(expected);
    }
  });
});

test("more origins than are kept in mind", () => {
  for (let index = 0; index < 1000; index++) {
    expect(splitUrl(`http://h${index % 600}.example:${1000 + index}/x?y`)).toEqual({
      hostname: `h${index % 600}.example`,
      port: String(1000 + index),
      pathname: "/x",
      search: "?y",
    });
  }
});

test.each(["", "/is/image", "http://", "http://a b/c?d", "http://shop.example:99999/x", "http://1.2.3.4.5/x", "x"])(
  "%j, which is no URL, is kept as it is",
  (text) => {
    expect(splitUrl(text)).toEqual({ hostname: "-", port: "-", pathname: text, search: "" });
    expect(splitUrl(text)).toEqual({ hostname: "-", port: "-", pathname: text, search: "" });
  },
);
