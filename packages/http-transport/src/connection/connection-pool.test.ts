import type { Socket } from "node:net";
import { createErrorRedirect, SourceError } from "@understudy/core";
import { ForwardError } from "@understudy/core/adapter";
import { expect, test } from "vitest";
import { block } from "../../test/block.ts";
import { ask, readText, startTransport } from "../../test/client.ts";
import { closed, startScriptedServer } from "../../test/scripted-server.ts";
import { startThreadedServer } from "../../test/threaded-server.ts";

const OK = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nhi";

/** A server whose connections answer once, and meet every further request with `secondTurn`. */
const startForgetfulServer = (secondTurn: (socket: Socket) => void) =>
  startScriptedServer((socket, { turn }) => {
    if (turn === 0) socket.write(OK);
    else secondTurn(socket);
  });

test.each(["GET", "HEAD", "PUT", "DELETE"])("%s is sent again when its kept connection was closed", async (method) => {
  const server = await startForgetfulServer((socket) => socket.resetAndDestroy());
  const transport = startTransport();
  await readText(await ask(transport, `${server.origin}/`).answer);
  const { reports, answer } = ask(transport, `${server.origin}/`, { method });
  expect((await answer).status).toBe(200);
  expect(reports.connected).toBe(1);
  expect(server.requests.map(({ connection }) => connection)).toEqual([0, 0, 1]);
});

test.each(["POST", "PATCH", "UNKNOWN"])("%s is not sent again", async (method) => {
  const server = await startForgetfulServer((socket) => socket.resetAndDestroy());
  const transport = startTransport();
  await readText(await ask(transport, `${server.origin}/`).answer);
  await expect(ask(transport, `${server.origin}/`, { method }).answer).rejects.toMatchObject({
    code: "connection-reset",
  });
  await server.allClosed();
  expect(server.requests).toHaveLength(2);
});

test.each([
  ["half a head", "HTTP/1.1 200 OK\r\ncontent-"],
  ["an interim response", "HTTP/1.1 103 Early Hints\r\n\r\n"],
])("a request is not sent again once %s has come", async (_name, bytes) => {
  const server = await startForgetfulServer((socket) => socket.end(bytes));
  const transport = startTransport();
  await readText(await ask(transport, `${server.origin}/`).answer);
  await expect(ask(transport, `${server.origin}/`).answer).rejects.toMatchObject({ code: "connection-reset" });
  await server.allClosed();
  expect(server.requests).toHaveLength(2);
});

test("a request is sent again only once", async () => {
  let rude = false;
  const server = await startScriptedServer((socket) => {
    if (rude) socket.resetAndDestroy();
    else socket.write(OK);
  });
  const transport = startTransport();
  await readText(await ask(transport, `${server.origin}/`).answer);
  rude = true;
  await expect(ask(transport, `${server.origin}/`).answer).rejects.toMatchObject({ code: "connection-reset" });
  await server.allClosed();
  expect(server.requests.map(({ connection }) => connection)).toEqual([0, 0, 1]);
});

test("a connection that is idle for too long is closed", async () => {
  const server = await startScriptedServer((socket) => socket.write(OK));
  const transport = startTransport({ idleTimeoutMs: 20 });
  await readText(await ask(transport, `${server.origin}/`).answer);
  await server.allClosed();
});

test("the idle limit leaves a slow answer alone", async () => {
  const server = await startScriptedServer((socket, { turn }) => {
    if (turn === 0) socket.write(OK);
    else setTimeout(() => socket.write(OK), 300);
  });
  const transport = startTransport({ idleTimeoutMs: 100 });
  await readText(await ask(transport, `${server.origin}/`).answer);
  expect(await readText(await ask(transport, `${server.origin}/`).answer)).toBe("hi");
  expect(server.requests).toHaveLength(2);
});

test("no more than maxIdleConnections are kept", async () => {
  const server = await startScriptedServer(() => {
    if (server.requests.length === 3) for (const each of server.sockets) each.write(OK);
  });
  const transport = startTransport({ maxIdleConnections: 2 });
  const answers = [1, 2, 3].map(() => ask(transport, `${server.origin}/`).answer);
  await Promise.all(answers.map(async (answer) => readText(await answer)));
  await Promise.any(server.sockets.map(closed));
  expect(server.sockets.filter((socket) => !socket.destroyed)).toHaveLength(2);
});

test("maxIdleConnections 0 keeps none", async () => {
  const server = await startScriptedServer((socket) => socket.write(OK));
  const transport = startTransport({ maxIdleConnections: 0 });
  for (let i = 0; i < 2; i++) await readText(await ask(transport, `${server.origin}/`).answer);
  await server.allClosed();
  expect(server.sockets).toHaveLength(2);
});

test("bytes that come unasked are never the answer to the next request", async () => {
  const server = await startScriptedServer((socket) => socket.write(OK));
  const transport = startTransport();
  await readText(await ask(transport, `${server.origin}/`).answer);
  server.sockets[0]!.write("HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nstray");
  await server.allClosed();
  expect(await readText(await ask(transport, `${server.origin}/`).answer)).toBe("hi");
  expect(server.sockets).toHaveLength(2);
});

test.each(["GET", "POST"])(
  "bytes that have come, but were not read before a %s took the connection, are not its answer",
  async (method) => {
    const server = await startThreadedServer(OK);
    const transport = startTransport();
    await readText(await ask(transport, `${server.origin}/`).answer);
    for (let round = 1; round <= 20; round++) {
      server.say("HTTP/1.1 408 Request Timeout\r\ncontent-length: 5\r\n\r\nstray");
      // They are in the kernel's buffer when this turn of the event loop is over.
      block(30);
      expect(await readText(await ask(transport, `${server.origin}/`, { method }).answer)).toBe("hi");
    }
    // What was to go out on the old connections has never left.
    expect(await server.counts()).toEqual({ connections: 21, requests: 21 });
  },
);

test("a connection is not used for longer than the server says, also when it does not close it", async () => {
  const KEPT = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\nkeep-alive: timeout=1\r\n\r\nhi";
  const server = await startScriptedServer((socket) => socket.write(KEPT));
  const transport = startTransport();
  await readText(await ask(transport, `${server.origin}/`).answer);
  await readText(await ask(transport, `${server.origin}/`).answer);
  expect(server.sockets).toHaveLength(1);
  // The timer that closes it would be later than the request.
  block(1_000);
  await readText(await ask(transport, `${server.origin}/`).answer);
  expect(server.sockets).toHaveLength(2);
});

test("a connection that the server says it does not keep is not kept", async () => {
  const server = await startScriptedServer((socket) =>
    socket.write("HTTP/1.1 200 OK\r\ncontent-length: 2\r\nkeep-alive: timeout=0\r\n\r\nhi"),
  );
  const transport = startTransport();
  for (let i = 0; i < 2; i++) await readText(await ask(transport, `${server.origin}/`).answer);
  await server.allClosed();
  expect(server.sockets).toHaveLength(2);
});

test("a request over maxConnections waits, and takes the connection that becomes free", async () => {
  let first: Socket | undefined;
  const server = await startScriptedServer((socket) => {
    if (first) socket.write(OK);
    first ??= socket;
  });
  const transport = startTransport({ maxConnections: 1 });
  const busy = ask(transport, `${server.origin}/`);
  const queued = ask(transport, `${server.origin}/`);
  await expect.poll(() => first).toBeDefined();
  expect(queued.reports.connected).toBe(0);
  first!.write(OK);
  await readText(await busy.answer);
  expect(await readText(await queued.answer)).toBe("hi");
  expect(queued.reports.connected).toBe(1);
  expect(server.sockets).toHaveLength(1);
});

test("no connection free until the connect deadline: the pool is exhausted", async () => {
  const server = await startScriptedServer(() => {});
  const transport = startTransport({ maxConnections: 1 });
  const client = new AbortController();
  const busy = ask(transport, `${server.origin}/`, { signal: client.signal }).answer;
  const deadline = new AbortController();
  const queued = ask(transport, `${server.origin}/`, { signal: deadline.signal }).answer;
  deadline.abort(new ForwardError("connect-timeout"));
  await expect(queued).rejects.toMatchObject({ code: "pool-exhausted" });
  client.abort();
  await expect(busy).rejects.toBe(client.signal.reason);
});

test("a full pool is what redirect on error reports, not a slow network", async () => {
  const server = await startScriptedServer(() => {});
  const transport = startTransport({ maxConnections: 1 });
  const busy = ask(transport, `${server.origin}/`).answer;
  busy.catch(() => {});
  const errorRedirect = createErrorRedirect({ rootUrl: server.origin, connectTimeoutMs: 50, transport });
  const result = await errorRedirect(new SourceError("image-corrupt"), new Request("http://primary.test/is/image/a"));
  expect(result.kind).toBe("failed");
  expect(result.kind === "failed" && result.response.status).toBe(503);
  expect(result.kind === "failed" && result.response.headers.get("proxy-status")).toContain("connection_limit_reached");
});

test("closing the transport ends what is under way, what waits and what comes later", async () => {
  const server = await startScriptedServer((socket, { head }) => {
    if (head.startsWith("GET /body")) socket.write("HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nabc");
    if (head.startsWith("GET /idle")) socket.write(OK);
  });
  const transport = startTransport({ maxConnections: 2 });
  await readText(await ask(transport, `${server.origin}/idle`).answer);
  const { body } = await ask(transport, `${server.origin}/body`).answer;
  const waiting = ask(transport, `${server.origin}/head`).answer;
  const queued = ask(transport, `${server.origin}/queued`).answer;
  const outcomes = Promise.allSettled([waiting, queued, new Response(body).text()]);
  await expect.poll(() => server.requests.length).toBe(3);
  await Promise.all([transport.close(), transport.close()]);
  expect((await outcomes).map((outcome) => outcome.status === "rejected" && outcome.reason.code)).toEqual([
    "connection-reset",
    "unreachable",
    "response-incomplete",
  ]);
  await server.allClosed();
  await expect(ask(transport, `${server.origin}/`).answer).rejects.toMatchObject({ code: "unreachable" });
});

test("a request that is aborted as its turn comes is not sent", async () => {
  const server = await startScriptedServer((socket) => {
    socket.write(server.requests.length === 1 ? "HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nabc" : OK);
  });
  const transport = startTransport({ maxConnections: 1 });
  const client = new AbortController();
  const { body } = await ask(transport, `${server.origin}/`).answer;
  const queued = ask(transport, `${server.origin}/`, { signal: client.signal }).answer;
  // The busy connection is given up and the waiting client leaves in one turn of the event loop.
  const cancelled = body!.cancel();
  client.abort(new Error("client gone"));
  await cancelled;
  await expect(queued).rejects.toBe(client.signal.reason);
  expect(await readText(await ask(transport, `${server.origin}/`).answer)).toBe("hi");
  expect(server.requests).toHaveLength(2);
});
