import { describe, expect, test } from "vitest";
import { clientOrigin } from "./client-origin.ts";
import { createProxyTrust } from "./proxy-trust.ts";

function origin(fields: Record<string, string>, trustProxy: boolean | string[], address = "127.0.0.1") {
  return clientOrigin({ address, encrypted: false }, (name) => fields[name], createProxyTrust(trustProxy));
}

const forged = { "x-forwarded-for": "6.6.6.6", "x-forwarded-proto": "https", "x-forwarded-host": "evil.example" };

describe("a peer that is not trusted (X12)", () => {
  test("is the client, whatever it says", () => {
    expect(origin(forged, false)).toEqual({
      address: "127.0.0.1",
      peerAddress: "127.0.0.1",
      protocol: "http",
      trusted: false,
    });
    expect(origin({ forwarded: "for=6.6.6.6" }, ["10.0.0.0/8"]).address).toBe("127.0.0.1");
  });

  test("has a plain IPv4 address on a socket that takes both", () => {
    expect(origin({}, false, "::ffff:192.0.2.7").address).toBe("192.0.2.7");
  });
});

describe("a trusted proxy", () => {
  test("tells address, protocol and host", () => {
    expect(origin(forged, true)).toEqual({
      address: "6.6.6.6",
      peerAddress: "127.0.0.1",
      protocol: "https",
      host: "evil.example",
      trusted: true,
    });
  });

  const chains: [chain: string, trust: boolean | string[], address: string][] = [
    ["192.0.2.1", ["127.0.0.1"], "192.0.2.1"],
    // The client sent 6.6.6.6 itself; the proxy saw 192.0.2.1.
    ["6.6.6.6, 192.0.2.1", ["127.0.0.1"], "192.0.2.1"],
    ["6.6.6.6, 192.0.2.1, 10.0.0.1", ["127.0.0.1", "10.0.0.0/8"], "192.0.2.1"],
    ["192.0.2.1, 10.0.0.2, 10.0.0.1", true, "192.0.2.1"],
    ["10.0.0.2, 10.0.0.1", ["127.0.0.1", "10.0.0.0/8"], "10.0.0.2"],
    ["192.0.2.1, unknown, 10.0.0.1", ["127.0.0.1", "10.0.0.0/8"], "10.0.0.1"],
    ["nonsense", ["127.0.0.1"], "127.0.0.1"],
    ["192.0.2.1:4711", ["127.0.0.1"], "192.0.2.1"],
    ["[2001:db8::1]:4711", ["127.0.0.1"], "2001:db8::1"],
    ["2001:db8::1", ["127.0.0.1"], "2001:db8::1"],
    [" , ,", ["127.0.0.1"], "127.0.0.1"],
  ];
  test.each(chains)("X-Forwarded-For: %s, trusted %j: %s", (chain, trust, address) => {
    expect(origin({ "x-forwarded-for": chain }, trust).address).toBe(address);
  });

  test("does not pass on a host that is none, or another scheme", () => {
    const fields = { "x-forwarded-for": "192.0.2.1", "x-forwarded-host": "a/b", "x-forwarded-proto": "gopher" };
    const found = origin(fields, true);
    expect(found.host).toBeUndefined();
    expect(found.protocol).toBe("http");
  });
});
