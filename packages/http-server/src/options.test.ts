import { describe, expect, test } from "vitest";
import { resolveServeOptions, type ServeOptions } from "./options.ts";

test("defaults", () => {
  expect(resolveServeOptions({})).toEqual({
    port: 3000,
    host: "127.0.0.1",
    reusePort: false,
    trustProxy: false,
    forwardedFields: "auto",
    headersTimeoutMs: 20_000,
    requestTimeoutMs: 300_000,
    keepAliveTimeoutMs: 65_000,
    sendTimeoutMs: 120_000,
    shutdownTimeoutMs: 30_000,
    maxHeaderBytes: 16_384,
    maxPipelinedRequests: 4,
    maxRedirectsPerConnection: 16,
    maxRedirectsPerAddress: 0,
  });
});

describe("a bad option is refused, with its name, its value and what is allowed", () => {
  const rows: [options: Record<string, unknown>, message: string][] = [
    [{ port: -1 }, "port is -1; allowed: whole numbers from 0 to 65535"],
    [{ port: 65_536 }, "port is 65536; allowed: whole numbers from 0 to 65535"],
    [{ port: "80" }, 'port is "80"; allowed: whole numbers from 0 to 65535'],
    [{ port: Number.NaN }, "port is NaN; allowed: whole numbers from 0 to 65535"],
    [{ host: "" }, 'host is ""; allowed: an address or a name'],
    [{ reusePort: "yes" }, 'reusePort is "yes"; allowed: true, false'],
    [{ headersTimeoutMs: -1 }, "headersTimeoutMs is -1; allowed: whole numbers from 0 to 2147483647"],
    [{ keepAliveTimeoutMs: 2 ** 31 }, "keepAliveTimeoutMs is 2147483648; allowed: whole numbers from 0 to 2147483647"],
    [{ shutdownTimeoutMs: 1.5 }, "shutdownTimeoutMs is 1.5; allowed: whole numbers from 0 to 2147483647"],
    [{ sendTimeoutMs: null }, "sendTimeoutMs is null; allowed: whole numbers from 0 to 2147483647"],
    [{ maxRedirectsPerConnection: -1 }, "maxRedirectsPerConnection is -1; allowed: whole numbers from 0 to 65535"],
    [{ maxRedirectsPerAddress: "2" }, 'maxRedirectsPerAddress is "2"; allowed: whole numbers from 0 to 65535'],
    [
      { headersTimeoutMs: 2000, requestTimeoutMs: 1000 },
      "requestTimeoutMs is 1000; allowed: 0, and numbers from headersTimeoutMs (2000) on",
    ],
    [{ maxHeaderBytes: 100 }, "maxHeaderBytes is 100; allowed: whole numbers from 1024 to 1048576"],
    [{ forwardedFields: "all" }, 'forwardedFields is "all"; allowed: auto, x-forwarded, forwarded'],
    [{ onError: "x" }, 'onError is "x"; allowed: a function'],
    [{ prot: 8080 }, "options.prot is unknown; did you mean port? allowed: trustProxy, forwardedFields, sendTimeoutMs"],
    [{ rootUrl: "http://x" }, "options.rootUrl is unknown; allowed: trustProxy"],
    [{ tls: "pem" }, 'tls is "pem"; allowed: an object'],
    [{ tls: { keys: "secret" } }, "tls.keys is unknown; did you mean key? allowed: key, cert, ca, passphrase"],
    [{ tls: { key: "secret" } }, 'tls.cert is "undefined"; allowed: PEM text or bytes'],
    [{ tls: { key: 1, cert: "x" } }, 'tls.key is "number"; allowed: PEM text or bytes'],
  ];
  test.each(rows)("%j", (options, message) => {
    expect(() => resolveServeOptions(options as ServeOptions)).toThrow(message);
  });
});

test("no limit on the whole request does not contradict one on its head", () => {
  expect(resolveServeOptions({ requestTimeoutMs: 0 }).requestTimeoutMs).toBe(0);
});
