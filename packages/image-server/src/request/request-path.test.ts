import { expect, test } from "vitest";
import { checkSourceName, parseRequestPath } from "./request-path.ts";

const good: [pathname: string, context: string, source: string][] = [
  ["/is/image/shop/shoes", "image", "shop/shoes"],
  ["/is/image/shop/a/b/c.jpg", "image", "shop/a/b/c.jpg"],
  ["/is/image/shop/red%20shoes", "image", "shop/red shoes"],
  ["/is/image/shop/a%2Fb", "image", "shop/a/b"],
  ["/is/image/shop/a|b", "image", "shop/a|b"],
  ["/is/image/shop/a%7Cb", "image", "shop/a|b"],
  ["/is/image/shop/%C3%BC", "image", "shop/ü"],
  ["/is/image/shop/100%25", "image", "shop/100%"],
  ["/is/image/shop/a..b/...c", "image", "shop/a..b/...c"],
  ["/is/image", "image", ""],
  ["/is/image/", "image", ""],
  ["/is/content/shop/film", "content", "shop/film"],
  ["/is/static/css/site.css", "static", "css/site.css"],
];

for (const [pathname, context, source] of good) {
  test(`${pathname} is read`, () => {
    expect(parseRequestPath(pathname)).toEqual({ context, source });
  });
}

const bad: [pathname: string, status: number][] = [
  ["/", 404],
  ["/favicon.ico", 404],
  ["/is/render/x", 404],
  ["/is/images/x", 404],
  ["/IS/image/x", 404],
  ["/is//image/x", 404],
  ["/is/image//x", 400],
  ["/is/image/x//y", 400],
  ["/is/image/x/", 400],
  ["/is/image/x%2F%2Fy", 400],
  ["/is/image/x%2F", 400],
  ["/is/image/%2Fetc/passwd", 400],
  ["/is/image/x\\y", 400],
  ["/is/image/x%5Cy", 400],
  ["/is/image/..%5C..%5Cy", 400],
  ["/is/image/x%00.jpg", 400],
  ["/is/image/x%0d%0ay", 400],
  ["/is/image/%", 400],
  ["/is/image/%zz", 400],
  ["/is/image/%ff%fe", 400],
  ["/is/image/%c0%ae%c0%ae/x", 400],
  ["/is/image/%ed%a0%80", 400],
  ["/is/image/../x", 403],
  ["/is/image/./x", 403],
  ["/is/image/%2e%2e/x", 403],
  ["/is/image/.%2E/x", 403],
  ["/is/image/..%2fx", 403],
  ["/is/image/x/..%2F..%2Fetc", 403],
  ["/is/image/%252e%252e/x", 403],
  ["/is/image/..%252fx", 403],
  ["/is/image/%25252e%25252e/x", 403],
  ["/is/image/..%255cx", 403],
  ["/is/static/..%2fx", 403],
  ["/is/static/..;/..;/manager/html", 403],
  ["/is/image/%2e%2e;v=1/x", 403],
  ["/is/image/.%3bx/y", 403],
  ["/is/image/%2e%252e%253b/y", 403],
  ["/is/content/shop/x/..;%2fy", 403],
  ["/is/content/shop/..%2fx", 403],
];

for (const [pathname, status] of bad) {
  test(`${pathname} is refused with ${status}`, () => {
    expect(() => parseRequestPath(pathname)).toThrow(expect.objectContaining({ name: "RequestError", status }));
  });
}

test.each(["a;b.jpg", "...;x", "..a;/b", "x..;y"])("%s is a name like any other", (source) => {
  expect(parseRequestPath(`/is/image/${source}`).source).toBe(source);
});

test("a path of 16 kB is read", () => {
  const source = `shop/${"x".repeat(16_000)}`;
  expect(parseRequestPath(`/is/image/${source}`).source).toBe(source);
});

test("a source named by a command is checked like a path", () => {
  expect(checkSourceName("/shop/shoes")).toBe("shop/shoes");
  expect(() => checkSourceName("shop/../x")).toThrow(expect.objectContaining({ status: 403 }));
  expect(() => checkSourceName("")).toThrow(expect.objectContaining({ status: 400 }));
});
