import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { exchange } from "../client/raw-client.ts";
import { fieldValues } from "../http1/head.ts";
import type { Behaviour } from "./behaviour.ts";
import { openBlackHole } from "./black-hole.ts";
import { bodyDigest } from "./body-pieces.ts";
import { findRefusedPort } from "./refused-port.ts";
import { type Secondary, startSecondary } from "./secondary.ts";

let secondary: Secondary;

beforeAll(async () => {
  secondary = await startSecondary();
});
afterAll(() => secondary.close());

let count = 0;
async function ask(behaviour: Behaviour, method = "GET", deadlineMs = 20_000) {
  const id = `t${++count}`;
  secondary.script(id, [behaviour]);
  const result = await exchange(
    secondary.url,
    { method, target: `/x/${id}`, headers: [["X-Case", `${id}.1`]] },
    { deadlineMs },
  );
  return { result, request: secondary.requests(`${id}.1`)[0]! };
}

describe("the scripted secondary", () => {
  test.each(["length", "chunked", "close"] as const)("answers whole with framing %s", async (framing) => {
    const { result, request } = await ask({
      kind: "answer",
      status: 299,
      reason: "Odd",
      body: "hello",
      framing,
      chunkSizes: [2, 1],
    });
    expect(result).toMatchObject({ transfer: "complete", status: 299, reason: "Odd", bodyBytes: 5 });
    await request.finished;
    expect(request).toMatchObject({ method: "GET", answer: "whole", sentBytes: 5, closedEarly: false });
  });

  test("answers HEAD with the length and without the body", async () => {
    const { result } = await ask({ kind: "answer", status: 200, body: "hello" }, "HEAD");
    expect(result).toMatchObject({ transfer: "complete", bodyBytes: 0, extraBytes: 0 });
    expect(fieldValues(result.fields, "content-length")).toEqual(["5"]);
  });

  test("sends 16 MB as they were announced", async () => {
    const body = { pattern: { bytes: 16 * 1024 * 1024, seed: 3 } };
    const { result } = await ask({ kind: "answer", status: 200, body });
    expect(result.bodyDigest).toBe(bodyDigest(body));
  });

  test.each([
    ["length", "fin"],
    ["length", "rst"],
    ["chunked", "fin"],
    ["chunked", "rst"],
    ["close", "rst"],
  ] as const)("cuts a body with framing %s by %s", async (framing, by) => {
    const { result, request } = await ask({ kind: "cut-body", framing, by });
    expect(result).toMatchObject({ transfer: "cut", status: 200, bodyBytes: 5_000 });
    await request.finished;
    expect(request.closedEarly).toBe(false);
  });

  test.each([
    [{ kind: "close-before-head", by: "fin" }, "no-head"],
    [{ kind: "close-before-head", by: "rst" }, "no-head"],
    [{ kind: "raw", text: "SSH-2.0-x\r\n\r\n" }, "malformed"],
    [{ kind: "broken-chunk" }, "malformed"],
    [{ kind: "huge-head", bytes: 300_000 }, "malformed"],
  ] as const)("misbehaves: %j", async (behaviour, transfer) => {
    expect((await ask(behaviour)).result.transfer).toBe(transfer);
  });

  test.each([
    { kind: "accept-and-silent" },
    { kind: "stall-mid-head" },
    { kind: "stall-mid-body", framing: "length" },
  ] as const)("stalls: %j, and sees that the client goes", async (behaviour) => {
    const { result, request } = await ask(behaviour, "GET", 100);
    expect(result.transfer).toBe("hang");
    await request.finished;
    expect(request.closedEarly).toBe(true);
  });

  test("relays a request to another server", async () => {
    const other = await startSecondary();
    const { result } = await ask({ kind: "relay", to: other.url });
    expect(result).toMatchObject({ transfer: "complete", status: 404 });
    expect(other.requests(`t${count}.1`)).toHaveLength(1);
    await other.close();
  });

  test("keeps a connection and takes the behaviours in turn", async () => {
    secondary.script("turns", [
      { kind: "answer", status: 200, body: "one" },
      { kind: "answer", status: 200, body: "two" },
    ]);
    const socket = connect(Number(new URL(secondary.url).port), "127.0.0.1");
    const text = await new Promise<string>((resolve) => {
      let seen = "";
      socket.on("data", (bytes) => {
        seen += bytes;
        if (seen.split("two").length === 3) resolve(seen);
      });
      const request = "GET /turns HTTP/1.1\r\nHost: x\r\nX-Case: turns.1\r\n\r\n";
      socket.write(request + request + request);
    });
    socket.destroy();
    expect(text.match(/one|two/g)).toEqual(["one", "two", "two"]);
    expect(new Set(secondary.requests("turns.1").map((request) => request.connection)).size).toBe(1);
  });
});

test("a black hole neither takes nor refuses a connection, at every opening", async () => {
  for (let round = 0; round < 3; round++) {
    const hole = await openBlackHole();
    const result = await exchange(hole.url, { target: "/" }, { deadlineMs: 300 });
    expect(result.transfer).toBe("hang");
    await hole.close();
  }
});

test("a refused port refuses", async () => {
  const result = await exchange(await findRefusedPort(), { target: "/" });
  expect(result).toMatchObject({ transfer: "no-head", detail: expect.stringContaining("ECONNREFUSED") });
});
