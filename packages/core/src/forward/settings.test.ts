import { describe, expect, test } from "vitest";
import { type ErrorRedirectOptions, errorRedirectSettings, resolveSettings } from "./settings.ts";

describe("defaults", () => {
  test("are those of the manual, and redirect on error is off (R12, R13, R14)", () => {
    const settings = resolveSettings({});
    expect(settings).toMatchObject({
      root: undefined,
      connectTimeoutMs: 1000,
      socketTimeoutMs: 30_000,
      maxRequestBodyBytes: 65_536,
      policy: {},
    });
    expect(settings.serverId).toMatch(/^understudy-[0-9a-f]{8}$/);
    expect(resolveSettings({}).serverId).toBe(settings.serverId);
    expect(settings.errorDetail(new Request("http://x/"))).toBe(1);
  });
});

describe("bad options are refused by name, value and what is allowed", () => {
  const timeouts = [-1, 0, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 31, "1000", null];
  test.each(timeouts)("timeouts of %s", (value) => {
    for (const option of ["connectTimeoutMs", "socketTimeoutMs"]) {
      expect(() => resolveSettings({ [option]: value } as ErrorRedirectOptions)).toThrow(
        `${option} is ${typeof value === "string" ? `"${value}"` : value}; allowed: a number of milliseconds above 0, at most 2147483647`,
      );
    }
  });

  test.each([
    [{ rootUrl: "ftp://x" }, 'rootUrl is "ftp://x"; allowed: http://domain[:port]'],
    [{ serverId: "my server" }, 'serverId is "my server"; allowed: a letter'],
    [{ serverId: "" }, 'serverId is ""'],
    [{ serverId: "a,b" }, 'serverId is "a,b"'],
    [{ maxRequestBodyBytes: -1 }, "maxRequestBodyBytes is -1; allowed: whole numbers from 0 on"],
    [{ maxRequestBodyBytes: 1.5 }, "maxRequestBodyBytes is 1.5"],
    [{ holdBytes: -1 }, "holdBytes is -1; allowed: whole numbers from 0 on"],
    [{ errorDetail: 4 }, "errorDetail is 4; allowed: 0, 1, 2, 3"],
    [{ transport: "fetch" }, 'transport is "fetch"; allowed: a function'],
    [{ onRecord: {} }, "onRecord is an object; allowed: a function"],
    [
      { policy: { "image-lost": "local" } },
      'policy is "image-lost"; allowed: the source error codes image-not-on-disk',
    ],
    [{ policy: { "image-corrupt": "remote" } }, 'policy["image-corrupt"] is "remote"; allowed: "redirect" or "local"'],
  ])("%j", (options, message) => {
    expect(() => resolveSettings(options as ErrorRedirectOptions)).toThrow(message);
  });
});

describe("PlatformServer.conf", () => {
  test("is read with and without the prefix", () => {
    expect(
      errorRedirectSettings({
        "PS::errorRedirect.rootUrl": "http://secondary:8080",
        "errorRedirect.connectTimeout": " 250 ",
        "PS::errorRedirect.socketTimeout": "5000",
      }),
    ).toEqual({ rootUrl: "http://secondary:8080", connectTimeoutMs: 250, socketTimeoutMs: 5000 });
  });

  test("an empty or missing root URL is off (R12)", () => {
    const off = { rootUrl: undefined, connectTimeoutMs: 1000, socketTimeoutMs: 30_000 };
    expect(errorRedirectSettings({})).toEqual(off);
    expect(errorRedirectSettings({ "errorRedirect.rootUrl": "", "errorRedirect.connectTimeout": "" })).toEqual(off);
  });

  test.each([
    ["errorRedirect.connectTimeout", "0"],
    ["errorRedirect.connectTimeout", "-5"],
    ["errorRedirect.socketTimeout", "30s"],
    ["PS::errorRedirect.socketTimeout", "2147483648"],
    ["errorRedirect.rootUrl", "http://user@secondary"],
  ])("%s=%s is refused by its key", (key, value) => {
    expect(() => errorRedirectSettings({ [key]: value })).toThrow(`${key} is`);
  });
});
