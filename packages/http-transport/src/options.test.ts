import { OptionError } from "@understudy/core";
import { expect, test } from "vitest";
import { createHttpTransport } from "./index.ts";

test.each([
  [{ maxConnections: 0 }, "maxConnections is 0; allowed: whole numbers from 1 to 65535"],
  [{ maxConnections: 1.5 }, "maxConnections is 1.5;"],
  [{ maxConnections: Number.NaN }, "maxConnections is NaN;"],
  [{ maxConnections: "8" }, 'maxConnections is "8";'],
  [{ maxIdleConnections: -1 }, "maxIdleConnections is -1; allowed: whole numbers from 0 to 65535"],
  [{ idleTimeoutMs: 0 }, "idleTimeoutMs is 0; allowed: whole numbers from 1 to 2147483647"],
  [{ idleTimeoutMs: 2 ** 31 }, "idleTimeoutMs is 2147483648;"],
  [{ maxResponseHeaderBytes: null }, "maxResponseHeaderBytes is null;"],
  [{ tls: "ca" }, 'tls is "ca"; allowed: an object'],
  [{ tls: { ca: 1 } }, "tls.ca is 1; allowed: PEM text, bytes or a list of them"],
  [{ tls: { rejectUnauthorized: "no" } }, 'tls.rejectUnauthorized is "no"; allowed: true or false'],
  [{ tls: { servername: "" } }, 'tls.servername is ""; allowed: a host name'],
  [{ tls: { passphrase: "x" } }, "tls.passphrase is unknown; allowed: ca, cert, key, rejectUnauthorized, servername"],
  [{ lookup: "dns" }, 'lookup is "dns"; allowed: a function'],
  [{ maxSockets: 8 }, "options.maxSockets is unknown; allowed: maxConnections, maxIdle"],
  [{ maxConnection: 1 }, "options.maxConnection is unknown; did you mean maxConnections? allowed: maxConnections,"],
  [null, "options is null; allowed: an object"],
])("createHttpTransport(%j) is refused", (options, message) => {
  const create = () => createHttpTransport(options as never);
  expect(create).toThrow(OptionError);
  expect(create).toThrow(message);
});

test("an option that is undefined has its default", async () => {
  const transport = createHttpTransport({ maxConnections: undefined, tls: { ca: undefined } } as never);
  expect(transport.reportsConnection).toBe(true);
  await transport.close();
});
