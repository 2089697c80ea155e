import { describe, expect, test } from "vitest";
import { formatJsonRecord } from "./access-json.ts";
import { createPatternFormatter, DEFAULT_ACCESS_LOG_PATTERN } from "./access-pattern.ts";
import type { AccessRecord } from "./access-record.ts";

const RECORD: AccessRecord = {
  cacheUse: "REMOTE",
  processingStatus: 0,
  startedAtMs: Date.UTC(2026, 0, 2, 3, 4, 5, 6),
  totalTimeMs: 12.6,
  sendTimeMs: 3.2,
  parseTimeMs: 1,
  clientAddress: "203.0.113.7",
  method: "GET",
  scheme: "http",
  authority: "shop.example:8080",
  target: "/is/image/shop/red%20shoe?wid=100",
  localPort: 8443,
  status: 200,
  bodyBytes: 1234,
  complete: true,
  peerServer: "-",
  contentType: "image/jpeg",
  rootId: "shop",
  requestType: "img",
  exception: "image-not-on-disk",
  pathBasedAccess: false,
  overlap: 2,
  requestHeaders: new Headers({ referer: "http://shop.example/a b", host: "shop.example:8080" }),
  responseHeaders: new Headers({ etag: '"x"' }),
  redirect: { outcome: "remote", code: "image-not-on-disk", reason: "R01", cause: new Error("ENOENT") },
};

const format = (pattern: string, record: Partial<AccessRecord> = {}) =>
  createPatternFormatter(pattern)({ ...RECORD, ...record });

describe("createPatternFormatter", () => {
  test.each([
    ["%a", "203.0.113.7"],
    ["%A %I %S %u", "- - - -"],
    ["%b %B", "1234 1234"],
    ["%D %T", "13 0.013"],
    ["%m %s %p %v", "GET 200 8443 shop.example"],
    ["%q", "?wid=100"],
    ["%U", "/is/image/shop/red%2520shoe"],
    ["%r", "GET%20/is/image/shop/red%2520shoe?wid=100%20HTTP/1.1"],
    ["%R", "GET%20/is/image/shop/red%2520shoe?wid=100%20HTTP/1.1"],
    ["%O", "2"],
    ["%{CacheUse}r %{PeerServer}r %{Exception}r", "REMOTE - image-not-on-disk"],
    ["%{ProcessingStatus}r %{Size}r %{ContentType}r", "0 1234 image/jpeg"],
    ["'%{RootId}r' %{ReqType}r %{Context}r %{PathBasedAccess}r", "'shop' img - false"],
    ["%{ParseTime}r %{FetchTime}r %{SendTime}r", "1 - 3"],
    ["%{CacheKey}r %{Digest}r %{TransformedUrl}r", "- - -"],
    ["%{Referer}i %{HOST}i %{X-None}i", "http://shop.example/a%20b shop.example:8080 -"],
    ["%{ETag}o", '"x"'],
    ["100%% [plain]", "100% [plain]"],
  ])("%s -> %s", (pattern, line) => {
    expect(format(pattern)).toBe(line);
  });

  test.each(["%{__proto__}r", "%{constructor}r", "%{toString}r"])("%s is no variable", (pattern) => {
    expect(() => createPatternFormatter(pattern)).toThrow(/the access log pattern's variable is /);
  });

  test("characters that turn the reading direction are escaped", () => {
    expect(format("%a %{X}i", { clientAddress: "a\u202eb", requestHeaders: new Headers() })).toBe("a%E2%80%AEb -");
  });

  test("%G and %t give the local time with its offset", () => {
    expect(format("%G")).toMatch(/^2026-01-0\d%20\d\d:\d\d:\d\d\.\d{3}%20[+-]\d{4}$/);
    expect(format("%t")).toMatch(/^\[0\d\/Jan\/2026:\d\d:\d\d:05%20[+-]\d{4}\]$/);
  });

  test("no value can break the line or forge a second one", () => {
    const requestHeaders = new Headers({ referer: "x\ty\u0085z" });
    expect(format("%{Referer}i", { requestHeaders })).toBe("x%09y%C2%85z");
    expect(format("%{Exception}r", { exception: "a\nb\u2028c" })).toBe("a%0Ab%E2%80%A8c");
  });

  test("%b is a dash for an empty body, %B a zero", () => {
    expect(format("%b %B", { bodyBytes: 0 })).toBe("- 0");
  });

  test("the default pattern has a field for each of its variables", () => {
    expect(format(DEFAULT_ACCESS_LOG_PATTERN).split(" ")).toHaveLength(DEFAULT_ACCESS_LOG_PATTERN.split(" ").length);
  });

  test.each(["%x", "%", "%{Nothing}r", "%{CacheUse}", "%{CacheUse}x", "%{a b}i", "%{unclosed"])(
    "the unknown variable in %j is refused by name",
    (pattern) => {
      expect(() => createPatternFormatter(pattern)).toThrow("the access log pattern's variable is");
    },
  );
});

test("formatJsonRecord writes one line that says the same", () => {
  const line = formatJsonRecord(RECORD);
  expect(line).not.toContain("\n");
  expect(JSON.parse(line)).toMatchObject({
    time: "2026-01-02T03:04:05.006Z",
    status: 200,
    cacheUse: "REMOTE",
    totalTimeMs: 12.6,
    clientAddress: "203.0.113.7",
    referer: "http://shop.example/a b",
    redirect: { outcome: "remote", code: "image-not-on-disk", reason: "R01", cause: "Error: ENOENT" },
  });
});
