import type { LookupFunction } from "node:net";
import { ForwardError } from "@understudy/core/adapter";
import { expect, onTestFinished, test } from "vitest";
import { openBlackHole } from "../../conformance/src/secondary/black-hole.ts";
import { ask, readText, startTransport } from "../test/client.ts";
import { startScriptedServer } from "../test/scripted-server.ts";

const OK = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nhi";

const resolvesTo =
  (...addresses: string[]): LookupFunction =>
  (_host, options, callback) => {
    if (options.all) callback(null, addresses.map((address) => ({ address, family: 4 })) as never);
    else callback(null, addresses[0]!, 4);
  };

async function unusedPort(): Promise<number> {
  const server = await startScriptedServer(() => {});
  await server.stop();
  return server.port;
}

test("a connection is reported once, when it stands, and also when it is a reused one", async () => {
  const server = await startScriptedServer((socket) => socket.write(OK));
  const transport = startTransport();
  for (let i = 0; i < 2; i++) {
    const { reports, answer } = ask(transport, `${server.origin}/`);
    // A kept one is established already.
    expect(reports.connected).toBe(i);
    const response = await answer;
    expect(reports.connected).toBe(1);
    expect(await readText(response)).toBe("hi");
  }
  expect(server.sockets).toHaveLength(1);
});

test("a connect into the void is not reported, and ends with the signal's own reason", async () => {
  const hole = await openBlackHole();
  onTestFinished(() => hole.close());
  const deadline = new AbortController();
  const { reports, answer } = ask(startTransport(), `${hole.url}/`, { signal: deadline.signal });
  const reason = new ForwardError("connect-timeout");
  setTimeout(() => deadline.abort(reason), 100);
  await expect(answer).rejects.toBe(reason);
  expect(reports.connected).toBe(0);
});

test("a signal that is aborted already sends nothing", async () => {
  const server = await startScriptedServer((socket) => socket.write(OK));
  const reason = new Error("client gone");
  const { answer } = ask(startTransport(), `${server.origin}/`, { signal: AbortSignal.abort(reason) });
  await expect(answer).rejects.toBe(reason);
  expect(server.sockets).toHaveLength(0);
});

test("a refused connection", async () => {
  const { reports, answer } = ask(startTransport(), `http://127.0.0.1:${await unusedPort()}/`);
  await expect(answer).rejects.toMatchObject({ name: "ForwardError", code: "connection-refused" });
  expect(reports.connected).toBe(0);
});

test("a name that does not resolve", async () => {
  const lookup: LookupFunction = (host, _options, callback) =>
    callback(Object.assign(new Error(`getaddrinfo ENOTFOUND ${host}`), { code: "ENOTFOUND" }), "", 4);
  const { answer } = ask(startTransport({ lookup }), "http://secondary.test/");
  await expect(answer).rejects.toMatchObject({ code: "dns-failure" });
});

test("a name that is not resolved until the connect deadline", async () => {
  const client = new AbortController();
  const { answer } = ask(startTransport({ lookup: () => {} }), "http://secondary.test/", { signal: client.signal });
  client.abort(new ForwardError("connect-timeout"));
  await expect(answer).rejects.toMatchObject({ code: "dns-timeout", status: 504, proxyStatusType: "dns_timeout" });
});

test("another reason to give up while a name is being resolved stays what it is", async () => {
  const client = new AbortController();
  const { answer } = ask(startTransport({ lookup: () => {} }), "http://secondary.test/", { signal: client.signal });
  const reason = new Error("client gone");
  client.abort(reason);
  await expect(answer).rejects.toBe(reason);
});

test("a name that was resolved to where nothing answers", async () => {
  const hole = await openBlackHole();
  onTestFinished(() => hole.close());
  const transport = startTransport({ lookup: resolvesTo("127.0.0.1") });
  const client = new AbortController();
  const { answer } = ask(transport, `http://secondary.test:${new URL(hole.url).port}/`, { signal: client.signal });
  setTimeout(() => client.abort(new ForwardError("connect-timeout")), 100);
  await expect(answer).rejects.toMatchObject({ code: "connect-timeout" });
});

test("a name with several addresses: the first that connects is used and reported once", async () => {
  const server = await startScriptedServer((socket) => socket.write(OK));
  const transport = startTransport({ lookup: resolvesTo("127.0.0.2", "127.0.0.3", "127.0.0.1") });
  const { reports, answer } = ask(transport, `http://secondary.test:${server.port}/`);
  expect(await readText(await answer)).toBe("hi");
  expect(reports.connected).toBe(1);
});

test("a name with several addresses that all refuse", async () => {
  const port = await unusedPort();
  const transport = startTransport({ lookup: resolvesTo("127.0.0.2", "127.0.0.1") });
  const { answer } = ask(transport, `http://secondary.test:${port}/`);
  await expect(answer).rejects.toMatchObject({ code: "connection-refused" });
});

test("a field that cannot stand in a request rejects, and the place in the line is given back", async () => {
  const server = await startScriptedServer((socket) => socket.write(OK));
  const transport = startTransport({ maxConnections: 1 });
  const { answer } = ask(transport, `${server.origin}/`, { headers: [["x", "a\r\nb: c"]] });
  await expect(answer).rejects.toThrow(TypeError);
  expect(await readText(await ask(transport, `${server.origin}/`).answer)).toBe("hi");
});
