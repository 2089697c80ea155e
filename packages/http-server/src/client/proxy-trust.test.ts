import { describe, expect, test } from "vitest";
import { createProxyTrust, normalizeAddress } from "./proxy-trust.ts";

describe("createProxyTrust", () => {
  const rows: [trust: boolean | string[] | undefined, address: string | undefined, trusted: boolean][] = [
    [undefined, "127.0.0.1", false],
    [false, "127.0.0.1", false],
    [true, "203.0.113.9", true],
    [true, undefined, true],
    [[], "127.0.0.1", false],
    [["127.0.0.1"], "127.0.0.1", true],
    [["127.0.0.1"], "::ffff:127.0.0.1", true],
    [["127.0.0.1"], "127.0.0.2", false],
    [["127.0.0.1"], undefined, false],
    [["10.0.0.0/8"], "10.255.0.1", true],
    [["10.0.0.0/8"], "11.0.0.1", false],
    [["10.0.0.0/8"], "::1", false],
    [["::ffff:10.0.0.0/104"], "10.1.1.1", true],
    [["fd00::/8", "::1"], "fd12::1", true],
    [["fd00::/8", "::1"], "::1", true],
    [["fd00::/8", "::1"], "2001:db8::1", false],
  ];
  test.each(rows)("%j and %s: %s", (trust, address, trusted) => {
    expect(createProxyTrust(trust)(address)).toBe(trusted);
  });

  test.each([[["10.0.0.0/33"]], [["10.1"]], [["proxy.example"]], [[""]], [[1]], ["10.0.0.1"], [{}]])(
    "%j is refused",
    (trust) => {
      expect(() => createProxyTrust(trust as string[])).toThrow(/^trustProxy is .*; allowed: true, false or a list/);
    },
  );
});

test.each([
  ["192.0.2.1", "192.0.2.1"],
  ["::ffff:192.0.2.1", "192.0.2.1"],
  ["2001:DB8:0:0::1", "2001:db8::1"],
  ["unknown", undefined],
  ["10.1", undefined],
  ["0x7f000001", undefined],
])("normalizeAddress(%s) is %s", (value, expected) => {
  expect(normalizeAddress(value)).toBe(expected);
});
