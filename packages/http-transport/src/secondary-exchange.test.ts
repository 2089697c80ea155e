import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import { ask, readText, startTransport } from "../test/client.ts";
import { startScriptedServer, writeLatin1 } from "../test/scripted-server.ts";

const end = (text: string) => (socket: Socket) => void socket.end(Buffer.from(text, "latin1"));
const write = (text: string) => (socket: Socket) => writeLatin1(socket, text);
const OK = "HTTP/1.1 200 OK\r\n";

/** Reads chunk by chunk, and keeps what came before the failure. */
async function readUntilFailure(stream: ReadableStream<Uint8Array>): Promise<{ text: string; error: unknown }> {
  const reader = stream.getReader();
  const decoder = new TextDecoder("latin1");
  let text = "";
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return { text, error: undefined };
      text += decoder.decode(value);
    }
  } catch (error) {
    return { text, error };
  }
}

describe("an answer that is none", () => {
  test.each<[string, string, (socket: Socket) => void]>([
    ["binary garbage", "response-malformed", write("\x00\x01\xff\xfe garbage\r\n\r\n")],
    ["another protocol", "response-malformed", write("SSH-2.0-OpenSSH_9.6\r\n")],
    ["a status that is no number", "response-malformed", write("HTTP/1.1 2x0 OK\r\n\r\n")],
    ["an unknown version", "response-malformed", write("HTTP/7.3 200 OK\r\n\r\n")],
    ["status 99", "response-malformed", write("HTTP/1.1 099 X\r\n\r\n")],
    ["status 600", "response-malformed", write("HTTP/1.1 600 X\r\ncontent-length: 0\r\n\r\n")],
    ["status 999", "response-malformed", write("HTTP/1.1 999 X\r\ncontent-length: 0\r\n\r\n")],
    ["a field without a colon", "response-malformed", write(`${OK}no colon here\r\n\r\n`)],
    ["two lengths that differ", "response-malformed", write(`${OK}content-length: 1\r\ncontent-length: 2\r\n\r\nab`)],
    ["a length that is no number", "response-malformed", write(`${OK}content-length: many\r\n\r\nab`)],
    [
      "a length beside a transfer coding",
      "response-malformed",
      write(`${OK}content-length: 2\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`),
    ],
    [
      "a switch of protocols",
      "response-malformed",
      write("HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n"),
    ],
    ["a switch of protocols to nothing", "response-malformed", write("HTTP/1.1 101 Switching Protocols\r\n\r\n")],
    ["a head over the limit", "response-head-too-large", write(`${OK}x: ${"x".repeat(70_000)}\r\n\r\n`)],
    ["many fields over the limit", "response-head-too-large", write(`${OK}${"name: value\r\n".repeat(10_000)}\r\n`)],
    ["an end before the first byte", "connection-reset", end("")],
    ["an end within the head", "connection-reset", end(`${OK}content-length: 2`)],
    ["an end after an interim response", "connection-reset", end("HTTP/1.1 103 Early Hints\r\n\r\n")],
    ["a reset before the first byte", "connection-reset", (socket) => void socket.resetAndDestroy()],
  ])("%s is %s", async (_name, code, answer) => {
    const server = await startScriptedServer(answer);
    await expect(ask(startTransport(), `${server.origin}/`).answer).rejects.toMatchObject({
      name: "ForwardError",
      code,
    });
    await server.allClosed();
    expect(server.requests).toHaveLength(1);
  });
});

test("a head just under its limit passes whole, with all of its fields", async () => {
  const fields = Array.from({ length: 4_000 }, (_, i) => `x-${i}: y\r\n`).join("");
  const server = await startScriptedServer(write(`${OK}${fields}content-length: 0\r\n\r\n`));
  const response = await ask(startTransport(), `${server.origin}/`).answer;
  expect([...response.fields]).toHaveLength(4_001);
});

describe("a body that breaks off fails, after what had arrived", () => {
  test.each<[string, string, string, (socket: Socket) => void]>([
    ["shorter than its length", "content-length: 10", "abcd", (socket) => void socket.end()],
    ["reset within its length", "content-length: 10", "abcd", (socket) => void socket.resetAndDestroy()],
    ["chunked without the last chunk", "transfer-encoding: chunked", "4\r\nabcd\r\n", (socket) => void socket.end()],
    ["chunked with a broken size", "transfer-encoding: chunked", "4\r\nabcd\r\n", write("zz\r\n")],
    ["without length, reset", "x: y", "abcd", (socket) => void socket.resetAndDestroy()],
  ])("%s", async (_name, field, start, finish) => {
    let peer!: Socket;
    const server = await startScriptedServer((socket) => {
      peer = socket;
      writeLatin1(socket, `${OK}${field}\r\n\r\n${start}`);
    });
    const { body } = await ask(startTransport(), `${server.origin}/`).answer;
    const reading = readUntilFailure(body!);
    finish(peer);
    const { text, error } = await reading;
    expect(error).toMatchObject({ name: "ForwardError", code: "response-incomplete" });
    expect("abcd").toContain(text);
    await server.allClosed();
  });
});

test.each([
  ["by its length", "content-length: 4\r\n\r\nabcd"],
  ["by its chunks", "transfer-encoding: chunked\r\n\r\n2\r\nab\r\n2;x=y\r\ncd\r\n0\r\nTrailer: t\r\n\r\n"],
  ["by the end of the connection", "connection: close\r\n\r\nabcd"],
])("a body that ends %s is whole", async (_name, rest) => {
  const server = await startScriptedServer(end(OK + rest));
  expect(await readText(await ask(startTransport(), `${server.origin}/`).answer)).toBe("abcd");
});

test("a large body that ends with the connection is whole for a slow reader", async () => {
  const length = 4 * 1024 * 1024;
  const server = await startScriptedServer(end(`${OK}connection: close\r\n\r\n${"x".repeat(length)}`));
  const { body } = await ask(startTransport(), `${server.origin}/`).answer;
  let received = 0;
  for await (const chunk of body!) {
    received += chunk.byteLength;
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(received).toBe(length);
});

test("a server that answers without taking the request's body does not hold the connection", async () => {
  const server = createServer((socket) => {
    socket.on("error", () => {});
    socket.once("data", () => {
      socket.pause();
      socket.write(`${OK}content-length: 2\r\n\r\nhi`);
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const transport = startTransport({ maxConnections: 1 });
  for (let i = 0; i < 3; i++) {
    const { answer } = ask(transport, url, { method: "POST", body: new Uint8Array(32 * 1024 * 1024) });
    expect(await readText(await answer)).toBe("hi");
  }
});

test("an aborted signal ends a request that waits for its head, at once", async () => {
  let arrived!: () => void;
  const arrival = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  const server = await startScriptedServer(() => arrived());
  const client = new AbortController();
  const { answer } = ask(startTransport(), `${server.origin}/`, { signal: client.signal });
  await arrival;
  const reason = new Error("client gone");
  client.abort(reason);
  await expect(answer).rejects.toBe(reason);
  await server.allClosed();
});

test("an aborted signal ends a body at once, also one that is not read", async () => {
  const server = await startScriptedServer(write(`${OK}content-length: 10\r\n\r\nabcd`));
  const client = new AbortController();
  const { body } = await ask(startTransport(), `${server.origin}/`, { signal: client.signal }).answer;
  const reason = new Error("client gone");
  client.abort(reason);
  await server.allClosed();
  await expect(body!.getReader().read()).rejects.toBe(reason);
});

test("a reader that cancels closes the connection at once", async () => {
  const server = await startScriptedServer(write(`${OK}content-length: 10\r\n\r\nabcd`));
  const { body } = await ask(startTransport(), `${server.origin}/`).answer;
  await body!.cancel();
  await server.allClosed();
});

test("no listener stays on a signal that outlives its requests", async () => {
  const server = await startScriptedServer((socket, { head }) => {
    if (head.startsWith("GET /reset")) socket.resetAndDestroy();
    else writeLatin1(socket, `${OK}content-length: 4\r\n\r\nabcd`);
  });
  const listeners = new Set<unknown>();
  const counted = {
    aborted: false,
    reason: undefined,
    addEventListener: (_type: string, listener: unknown) => void listeners.add(listener),
    removeEventListener: (_type: string, listener: unknown) => void listeners.delete(listener),
  } as unknown as AbortSignal;
  const transport = startTransport();
  const send = (path: string, method = "GET") =>
    ask(transport, server.origin + path, { method, signal: counted }).answer;
  await readText(await send("/whole"));
  await (await send("/cancelled")).body!.cancel();
  await send("/", "HEAD");
  await expect(send("/reset")).rejects.toThrow();
  expect(listeners.size).toBe(0);
});

test.each([
  ["a few bytes", 14],
  ["300 kB", 300_000],
])(
  "a body of %s that only the end of the connection ends: a reset behind the last bytes is no end",
  async (_, bytes) => {
    const server = await startScriptedServer((socket) =>
      socket.write(`${OK}\r\n${"x".repeat(bytes)}`, () => socket.resetAndDestroy()),
    );
    const transport = startTransport();
    for (let round = 0; round < 40; round++) {
      // Where the reset overtakes the head, there is no answer at all.
      const whole = ask(transport, `${server.origin}/`).answer.then(readText);
      await expect(whole).rejects.toThrow();
    }
  },
);

test("a body that only the end of the connection ends is whole after any other end", async () => {
  const server = await startScriptedServer((socket, { head }) => {
    socket.write(`${OK}\r\nabcd`, () => (head.startsWith("GET /destroy") ? socket.destroy() : socket.end()));
  });
  const transport = startTransport();
  for (let round = 0; round < 40; round++) {
    const path = round % 2 === 0 ? "/destroy" : "/end";
    expect(await readText(await ask(transport, server.origin + path).answer)).toBe("abcd");
  }
});
