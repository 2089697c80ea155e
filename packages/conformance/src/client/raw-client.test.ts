import type { AddressInfo } from "node:net";
import { createServer, type Server, type Socket } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { latin1 } from "../http1/head.ts";
import { exchange } from "./raw-client.ts";

let server: Server | undefined;

async function serve(onRequest: (socket: Socket, request: string) => void): Promise<string> {
  server = createServer((socket) => {
    socket.on("error", () => {});
    socket.once("data", (bytes) => onRequest(socket, latin1(bytes)));
  });
  await new Promise<void>((resolve) => server!.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

afterEach(() => new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve())));

describe("the raw client", () => {
  test("sends the target as it stands and reads a whole answer", async () => {
    let seen = "";
    const url = await serve((socket, request) => {
      seen = request;
      socket.write(
        "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 299 Odd  one\r\nSet-Cookie: a\r\nset-cookie: b\r\n",
      );
      socket.write("Content-Length: 5\r\n\r\nhello!!");
    });
    const result = await exchange(url, { target: "/a|b/../%7c\\", headers: [["X-Case", "t"]] });
    expect(seen.startsWith("GET /a|b/../%7c\\ HTTP/1.1\r\nHost: 127.0.0.1:")).toBe(true);
    expect(result).toMatchObject({
      transfer: "complete",
      status: 299,
      reason: "Odd  one",
      interim: [103],
      bodyBytes: 5,
      extraBytes: 2,
      fields: [
        ["Set-Cookie", "a"],
        ["set-cookie", "b"],
        ["Content-Length", "5"],
      ],
    });
  });

  test.each([
    ["a length that is not reached", "Content-Length: 9\r\n\r\nhello"],
    ["chunks without the last one", "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"],
  ])("takes %s for a cut", async (_, rest) => {
    const url = await serve((socket) => socket.end(`HTTP/1.1 200 OK\r\n${rest}`));
    expect(await exchange(url, { target: "/" })).toMatchObject({ transfer: "cut", bodyBytes: 5 });
  });

  test("takes a close for the end of a body without framing, and a reset for a cut", async () => {
    const url = await serve((socket, request) => {
      socket.write("HTTP/1.1 200 OK\r\n\r\nhello", () => {
        if (request.includes("/reset")) setTimeout(() => socket.resetAndDestroy(), 20);
        else socket.end();
      });
    });
    expect(await exchange(url, { target: "/" })).toMatchObject({ transfer: "complete", bodyBytes: 5 });
    expect(await exchange(url, { target: "/reset" })).toMatchObject({ transfer: "cut", bodyBytes: 5 });
  });

  test("tells a missing head, nonsense and silence apart", async () => {
    const url = await serve((socket, request) => {
      if (request.includes("/none")) socket.end("HTTP/1.1 200");
      else if (request.includes("/nonsense")) socket.write("SSH-2.0\r\n\r\n");
    });
    expect((await exchange(url, { target: "/none" })).transfer).toBe("no-head");
    expect((await exchange(url, { target: "/nonsense" })).transfer).toBe("malformed");
    expect((await exchange(url, { target: "/silence" }, { deadlineMs: 50 })).transfer).toBe("hang");
  });

  test("does not wait for a body behind HEAD, 204 and 304", async () => {
    const url = await serve((socket, request) => {
      const status = request.includes("/204") ? 204 : request.includes("/304") ? 304 : 200;
      socket.write(`HTTP/1.1 ${status} X\r\nContent-Length: 10\r\n\r\n`);
    });
    for (const request of [{ target: "/", method: "HEAD" }, { target: "/204" }, { target: "/304" }]) {
      expect((await exchange(url, request)).transfer).toBe("complete");
    }
  });

  test("leaves when it is told to", async () => {
    const url = await serve((socket) => socket.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello"));
    expect((await exchange(url, { target: "/" }, { leaveAfterBytes: 3 })).transfer).toBe("left");
    expect((await exchange(url, { target: "/" }, { leaveWhen: Promise.resolve() })).transfer).toBe("left");
    const paused = await exchange(url, { target: "/" }, { pauseAfterBytes: 1, leaveAfterPause: true });
    expect(paused).toMatchObject({ transfer: "left", bodyBytes: 5 });
  });

  test("sends a chunked body", async () => {
    let seen = "";
    const url = await serve((socket, request) => {
      seen = request;
      socket.end("HTTP/1.1 204 No\r\n\r\n");
    });
    await exchange(url, { target: "/", method: "POST", body: new Uint8Array([65, 66]), bodyFraming: "chunked" });
    expect(seen.endsWith("Transfer-Encoding: chunked\r\n\r\n2\r\nAB\r\n0\r\n\r\n")).toBe(true);
  });
});
