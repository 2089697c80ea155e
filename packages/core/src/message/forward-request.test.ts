import { describe, expect, test } from "vitest";
import type { ClientContext } from "../contract/client-context.ts";
import { headOf } from "../contract/request-head.ts";
import { buildForwardRequest } from "./forward-request.ts";

function forwarded(
  headers: Record<string, string>,
  client: ClientContext = {},
  url = "http://shop.example/is/image/a",
) {
  const request = new Request(url, { headers });
  const root = { origin: "http://secondary.example:81", host: "secondary.example:81" };
  const built = buildForwardRequest({
    head: headOf(request),
    client,
    body: null,
    root,
    serverId: "own",
  });
  return { ...built, fields: Object.fromEntries(built.fields) as Record<string, string> };
}

describe("the request for the secondary", () => {
  test("keeps method, path, query and end-to-end fields, and gets the root's Host", () => {
    const { method, origin, target, fields } = forwarded(
      { host: "shop.example", accept: "image/webp", cookie: "a=b; c=d", "if-none-match": '"x"', range: "bytes=0-9" },
      {},
      "http://shop.example/is/image/a|b?wid=100#f",
    );
    expect(method).toBe("GET");
    expect(origin + target).toBe("http://secondary.example:81/is/image/a|b?wid=100");
    expect(fields).toMatchObject({
      host: "secondary.example:81",
      accept: "image/webp",
      cookie: "a=b; c=d",
      "if-none-match": '"x"',
      range: "bytes=0-9",
    });
  });

  test("loses hop-by-hop fields and those that Connection names (X05)", () => {
    const { fields } = forwarded({
      connection: "keep-alive, X-Private",
      "keep-alive": "timeout=5",
      te: "trailers",
      upgrade: "websocket",
      "proxy-authorization": "Basic eDp5",
      "x-private": "1",
      "x-public": "2",
    });
    expect(Object.keys(fields).sort()).toEqual(
      ["cdn-loop", "forwarded", "host", "via", "x-forwarded-host", "x-forwarded-proto", "x-public"].sort(),
    );
  });

  test("names us in Via and CDN-Loop, behind those before us", () => {
    expect(forwarded({}).fields).toMatchObject({ via: "1.1 own", "cdn-loop": "own" });
    expect(forwarded({ via: "1.0 front", "cdn-loop": "front; v=2" }).fields).toMatchObject({
      via: "1.0 front, 1.1 own",
      "cdn-loop": "front; v=2, own",
    });
  });

  test("leaves length and Expect to the transport", () => {
    expect(forwarded({ expect: "100-continue" }).fields).not.toHaveProperty("expect");
  });
});

describe("forwarding fields", () => {
  const forged = {
    host: "shop.example",
    forwarded: "for=6.6.6.6",
    "x-forwarded-for": "6.6.6.6",
    "x-forwarded-port": "1",
    x_forwarded_for: "6.6.6.6",
    "x-forwarded_host": "evil.example",
    "x-real-ip": "6.6.6.6",
    true_client_ip: "6.6.6.6",
  };

  test("an untrusted client's are dropped (X12)", () => {
    const { fields } = forwarded(forged, { address: "203.0.113.7", protocol: "https" });
    expect(fields).toMatchObject({
      "x-forwarded-for": "203.0.113.7",
      "x-forwarded-host": "shop.example",
      "x-forwarded-proto": "https",
      forwarded: "for=203.0.113.7;host=shop.example;proto=https",
    });
    expect(fields).not.toHaveProperty("x-forwarded-port");
    expect(Object.keys(fields).filter((name) => /_|-ip$/.test(name))).toEqual([]);
  });

  test("a trusted proxy's are kept and extended by the proxy's own address", () => {
    const { fields } = forwarded(
      { ...forged, "x-forwarded-host": "www.shop.example", "x-forwarded-proto": "https" },
      { address: "6.6.6.6", peerAddress: "10.0.0.2", trusted: true },
    );
    expect(fields).toMatchObject({
      "x-real-ip": "6.6.6.6",
      "x-forwarded-for": "6.6.6.6, 10.0.0.2",
      "x-forwarded-host": "www.shop.example",
      "x-forwarded-proto": "https",
      forwarded: "for=6.6.6.6, for=10.0.0.2;host=shop.example;proto=http",
    });
  });

  test("IPv6 and ports are quoted as RFC 7239 wants it", () => {
    const { fields } = forwarded({ host: "shop.example:8080" }, { address: "2001:db8::1" });
    expect(fields.forwarded).toBe('for="[2001:db8::1]";host="shop.example:8080";proto=http');
    expect(fields["x-forwarded-for"]).toBe("2001:db8::1");
  });

  test("an IPv4 address that is mapped into IPv6 is told as itself", () => {
    const { fields } = forwarded({ host: "h" }, { address: "::ffff:203.0.113.7" });
    expect(fields).toMatchObject({ "x-forwarded-for": "203.0.113.7", forwarded: "for=203.0.113.7;host=h;proto=http" });
  });

  test("an unknown address is said to be unknown", () => {
    const { fields } = forwarded({ host: "h" });
    expect(fields.forwarded).toBe("for=unknown;host=h;proto=http");
    expect(fields).not.toHaveProperty("x-forwarded-for");
  });
});
