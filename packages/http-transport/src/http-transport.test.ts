import { expect, test } from "vitest";
import { ask, readText, startTransport } from "../test/client.ts";
import { startScriptedServer, writeLatin1 } from "../test/scripted-server.ts";

test("the request reaches the server as it was given, byte for byte", async () => {
  const server = await startScriptedServer((socket) =>
    writeLatin1(socket, "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n"),
  );
  const { answer } = ask(startTransport(), `${server.origin}/is//image/../a%7Cb|%2e?x=//&y=\\z`, {
    headers: [
      ["Host", "secondary.test"],
      ["X-Twice", "one"],
      ["x-twice", "two"],
      ["X-Latin", "\xe9\xff"],
    ],
  });
  await readText(await answer);
  expect(server.requests[0]!.head).toMatch(
    /^GET \/is\/\/image\/\.\.\/a%7Cb\|%2e\?x=\/\/&y=\\z HTTP\/1\.1\r\nHost: secondary\.test\r\nX-Twice: one\r\nx-twice: two\r\nX-Latin: \xe9\xff\r\n/,
  );
});

test("a body goes with its length, also when the given length was another", async () => {
  const server = await startScriptedServer((socket) =>
    writeLatin1(socket, "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n"),
  );
  const { answer } = ask(startTransport(), `${server.origin}/`, {
    method: "POST",
    headers: [
      ["host", "secondary.test"],
      ["Content-Length", "999"],
      ["transfer-encoding", "chunked"],
    ],
    body: Uint8Array.of(0, 255, 10),
  });
  await readText(await answer);
  expect(server.requests[0]!.head).toMatch(/^POST \/ HTTP\/1\.1\r\nhost: secondary\.test\r\nContent-Length: 3\r\n/);
  expect(server.requests[0]!.head).not.toMatch(/transfer-encoding/i);
  expect(server.requests[0]!.body).toBe("\x00\xff\n");
});

test("status, reason, fields and body arrive untouched", async () => {
  const server = await startScriptedServer((socket) =>
    writeLatin1(
      socket,
      "HTTP/1.1 404 Gibt\xb4s nicht\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\nX-Latin: \xe9\xff\r\n" +
        "Content-Encoding: gzip\r\nContent-Length: 4\r\n\r\n\x1f\x8b\x00\xff",
    ),
  );
  const response = await ask(startTransport(), `${server.origin}/`).answer;
  expect(response.status).toBe(404);
  expect(response.reason).toBe("Gibt\xb4s nicht");
  expect([...response.fields]).toEqual([
    ["Set-Cookie", "a=1"],
    ["Set-Cookie", "b=2"],
    ["X-Latin", "\xe9\xff"],
    ["Content-Encoding", "gzip"],
    ["Content-Length", "4"],
  ]);
  expect(new Uint8Array(await new Response(response.body).arrayBuffer())).toEqual(Uint8Array.of(0x1f, 0x8b, 0, 0xff));
});

test.each(["HEAD", "GET 204", "GET 304"])("%s has no body, and its connection is used again", async (row) => {
  const [method, status = "200"] = row.split(" ");
  const server = await startScriptedServer((socket) => {
    const length = status === "204" ? "" : "content-length: 1234\r\n";
    writeLatin1(socket, `HTTP/1.1 ${status} X\r\n${length}\r\n`);
  });
  const transport = startTransport({ maxConnections: 1 });
  for (let i = 0; i < 3; i++) {
    const response = await ask(transport, `${server.origin}/`, { method: method! }).answer;
    expect(response.status).toBe(Number(status));
    expect(response.body).toBeNull();
  }
  expect(server.sockets).toHaveLength(1);
});

test("interim responses are reported and never taken for the answer", async () => {
  const server = await startScriptedServer((socket) =>
    writeLatin1(
      socket,
      "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" +
        "HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nhi",
    ),
  );
  const { reports, answer } = ask(startTransport(), `${server.origin}/`);
  const response = await answer;
  expect(response.status).toBe(200);
  expect(await readText(response)).toBe("hi");
  expect(reports).toEqual({ connected: 1, interim: 4 });
});
