import type { Socket } from "node:net";
import type { TLSSocket } from "node:tls";
import { expect, test } from "vitest";
import { certificate, privateKey } from "../test/certificate.ts";
import { ask, readText, startTransport } from "../test/client.ts";
import { startScriptedServer } from "../test/scripted-server.ts";
import type { HttpTransportTlsOptions } from "./index.ts";

const OK = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nhi";

const startSecureServer = () =>
  startScriptedServer((socket) => socket.write(OK), { cert: certificate, key: privateKey });

test("a trusted server: connected is reported once, and once more for the kept connection", async () => {
  const server = await startSecureServer();
  const transport = startTransport({ tls: { ca: certificate } });
  for (let i = 0; i < 2; i++) {
    const { reports, answer } = ask(transport, `${server.origin}/`);
    expect(await readText(await answer)).toBe("hi");
    expect(reports.connected).toBe(1);
  }
  expect(server.sockets).toHaveLength(1);
});

test("the server is asked for and known by the URL's name, not by the host field's", async () => {
  const server = await startSecureServer();
  const transport = startTransport({
    tls: { ca: certificate },
    lookup: (_host, options, callback) =>
      options.all ? callback(null, [{ address: "127.0.0.1", family: 4 }] as never) : callback(null, "127.0.0.1", 4),
  });
  const url = `https://secondary.test:${server.port}/`;
  const { answer } = ask(transport, url, { headers: [["host", "other.test"]] });
  expect(await readText(await answer)).toBe("hi");
  expect((server.sockets[0] as TLSSocket).servername).toBe("secondary.test");
});

test.each<[string, HttpTransportTlsOptions]>([
  ["not trusted", {}],
  ["for another name", { ca: certificate, servername: "other.test" }],
])("a certificate %s ends the request before anything is sent", async (_name, tls) => {
  const server = await startSecureServer();
  const { reports, answer } = ask(startTransport({ tls }), `${server.origin}/`);
  await expect(answer).rejects.toMatchObject({ code: "tls-certificate" });
  expect(reports.connected).toBe(0);
  expect(server.requests).toHaveLength(0);
});

test("a certificate that is not trusted is taken when verification is off", async () => {
  const server = await startSecureServer();
  const { answer } = ask(startTransport({ tls: { rejectUnauthorized: false } }), `${server.origin}/`);
  expect(await readText(await answer)).toBe("hi");
});

test("a body that only the end of the connection ends", async () => {
  const server = await startScriptedServer((socket) => socket.end("HTTP/1.1 200 OK\r\n\r\nabcd"), {
    cert: certificate,
    key: privateKey,
  });
  const { answer } = ask(startTransport({ tls: { ca: certificate } }), `${server.origin}/`);
  expect(await readText(await answer)).toBe("abcd");
});

/** A plain TCP server, spoken to in TLS; its script sees the client's hello. */
async function greet(answer: (socket: Socket) => void) {
  const server = await startScriptedServer(() => {});
  const transport = startTransport();
  const client = new AbortController();
  const { reports, answer: outcome } = ask(transport, `https://127.0.0.1:${server.port}/`, { signal: client.signal });
  outcome.catch(() => {});
  await expect.poll(() => server.sockets[0]?.bytesRead).toBeGreaterThan(0);
  expect(reports.connected).toBe(0);
  answer(server.sockets[0]!);
  return { server, client, outcome };
}

test("a server that speaks no TLS", async () => {
  const { outcome } = await greet((socket) => socket.write("HTTP/1.1 400 Bad Request\r\n\r\n"));
  await expect(outcome).rejects.toMatchObject({ code: "tls-failure" });
});

test("a server that refuses the handshake with an alert", async () => {
  // Record: alert, TLS 1.2, two bytes: fatal, handshake_failure (RFC 8446 §6).
  const { outcome } = await greet((socket) => socket.write(Uint8Array.of(21, 3, 3, 0, 2, 2, 40)));
  await expect(outcome).rejects.toMatchObject({ code: "tls-alert" });
});

test("a server that is silent in the handshake is not connected", async () => {
  const { server, client, outcome } = await greet(() => {});
  const reason = new Error("deadline");
  client.abort(reason);
  await expect(outcome).rejects.toBe(reason);
  await server.allClosed();
});
