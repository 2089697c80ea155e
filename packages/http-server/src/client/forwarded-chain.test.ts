import { expect, test } from "vitest";
import { type ForwardedFields, type ForwardedHop, forwardedChain } from "./forwarded-chain.ts";

type Row = [name: string, family: ForwardedFields, fields: Record<string, string>, expected: ForwardedHop[]];

const rows: Row[] = [
  ["nothing", "auto", {}, [{}]],
  ["one proxy", "auto", { "x-forwarded-for": "192.0.2.1" }, [{ for: "192.0.2.1" }]],
  [
    "two proxies, the last protocol and host",
    "auto",
    { "x-forwarded-for": "192.0.2.1, 10.0.0.1", "x-forwarded-proto": "HTTPS", "x-forwarded-host": "a.example" },
    [
      { for: "192.0.2.1", proto: "https", host: "a.example" },
      { for: "10.0.0.1", proto: "https", host: "a.example" },
    ],
  ],
  [
    "lists of equal length match by place",
    "auto",
    { "x-forwarded-for": "192.0.2.1,10.0.0.1", "x-forwarded-proto": "https, http" },
    [
      { for: "192.0.2.1", proto: "https" },
      { for: "10.0.0.1", proto: "http" },
    ],
  ],
  [
    "Forwarded, quoted and in any case",
    "auto",
    { forwarded: 'For="[2001:db8::1]:4711";Proto=https;HOST="a.example:8443", for=10.0.0.1' },
    [{ for: "[2001:db8::1]:4711", proto: "https", host: "a.example:8443" }, { for: "10.0.0.1" }],
  ],
  [
    "a comma, a semicolon and an escape inside quotes",
    "forwarded",
    { forwarded: 'for="_a,b;c\\"d";by=x' },
    [{ for: '_a,b;c"d' }],
  ],
  ["an element that says nothing", "forwarded", { forwarded: "secret, for=10.0.0.1" }, [{}, { for: "10.0.0.1" }]],
  ["a quote that does not end", "forwarded", { forwarded: 'for="10.0.0.1, for=192.0.2.1' }, [{}]],
  [
    "both: X-Forwarded-For wins",
    "auto",
    { "x-forwarded-for": "192.0.2.1", forwarded: "for=6.6.6.6" },
    [{ for: "192.0.2.1" }],
  ],
  [
    "both, but the proxy is said to write Forwarded",
    "forwarded",
    { "x-forwarded-for": "6.6.6.6", forwarded: "for=192.0.2.1" },
    [{ for: "192.0.2.1" }],
  ],
  ["X-Forwarded-* only", "x-forwarded", { forwarded: "for=6.6.6.6" }, [{}]],
];

test.each(rows)("%s (%s)", (_name, family, fields, expected) => {
  expect(forwardedChain((name) => fields[name], family)).toEqual(expected);
});
