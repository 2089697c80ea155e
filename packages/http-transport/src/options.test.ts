import { expect, test } from "vitest";
import { createHttpTransport } from "./index.ts";

test.each([
  [{ maxConnections: 0 }, RangeError, "maxConnections is 0; allowed are whole numbers from 1 to 65535"],
  [{ maxConnections: 1.5 }, RangeError, "maxConnections is 1.5;"],
  [{ maxConnections: Number.NaN }, RangeError, "maxConnections is NaN;"],
  [{ maxConnections: "8" }, TypeError, 'maxConnections is "8";'],
  [{ maxIdleConnections: -1 }, RangeError, "maxIdleConnections is -1; allowed are whole numbers from 0 to 65535"],
  [{ idleTimeoutMs: 0 }, RangeError, "idleTimeoutMs is 0; allowed are whole numbers from 1 to 2147483647"],
  [{ idleTimeoutMs: 2 ** 31 }, RangeError, "idleTimeoutMs is 2147483648;"],
  [{ maxResponseHeaderBytes: null }, TypeError, "maxResponseHeaderBytes is null;"],
  [{ tls: "ca" }, TypeError, 'tls: the options are "ca"; allowed is an object'],
  [{ tls: { ca: 1 } }, TypeError, "tls.ca is number; allowed is PEM text, bytes or a list of them"],
  [{ tls: { rejectUnauthorized: "no" } }, TypeError, "tls.rejectUnauthorized is string; allowed is true or false"],
  [{ tls: { servername: "" } }, TypeError, "tls.servername is string; allowed is a host name"],
  [{ tls: { passphrase: "x" } }, TypeError, 'tls: there is no option "passphrase"; allowed are ca, cert, key,'],
  [{ lookup: "dns" }, TypeError, 'lookup is "dns"; allowed is a function'],
  [{ maxSockets: 8 }, TypeError, 'there is no option "maxSockets"; allowed are maxConnections, maxIdleConnections,'],
  [null, TypeError, "the options are null; allowed is an object"],
])("createHttpTransport(%j) is refused", (options, type, message) => {
  const create = () => createHttpTransport(options as never);
  expect(create).toThrow(type);
  expect(create).toThrow(message);
});

test("an option that is undefined has its default", async () => {
  const transport = createHttpTransport({ maxConnections: undefined, tls: { ca: undefined } } as never);
  expect(transport.reportsConnection).toBe(true);
  await transport.close();
});
