import { describe, expect, test } from "vitest";
import { keepRequestBody, readRequestBody } from "./request-body.ts";

const post = (body: BodyInit, headers: Record<string, string> = {}) =>
  new Request("http://shop.example/", { method: "POST", body, headers, duplex: "half" } as RequestInit);

const bytes = (length: number) => new Uint8Array(length).fill(7);

function streamed(pieces: readonly Uint8Array[], onPull = () => {}): ReadableStream<Uint8Array> {
  const rest = [...pieces];
  return new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        onPull();
        const piece = rest.shift();
        if (piece === undefined) controller.close();
        else controller.enqueue(piece);
      },
    },
    { highWaterMark: 0 },
  );
}

describe("keepRequestBody", () => {
  test("a request without a body is passed on untouched", async () => {
    const request = new Request("http://shop.example/");
    const keeper = keepRequestBody(request, 10);
    expect(keeper.request).toBe(request);
    expect(await keeper.take()).toEqual({ kind: "bytes", bytes: null });
  });

  test.each(["nothing", "the first piece", "everything"])(
    "a primary that has read %s leaves all for the secondary",
    async (read) => {
      const keeper = keepRequestBody(post(streamed([bytes(3), bytes(4)])), 10);
      if (read === "everything") expect((await keeper.request.arrayBuffer()).byteLength).toBe(7);
      if (read === "the first piece") {
        const reader = keeper.request.body!.getReader();
        await reader.read();
        await reader.cancel();
      }
      expect(await keeper.take()).toEqual({ kind: "bytes", bytes: bytes(7) });
    },
  );

  test("the limit is inclusive (X10)", async () => {
    expect(await keepRequestBody(post(streamed([bytes(5), bytes(5)])), 10).take()).toMatchObject({ kind: "bytes" });
    expect(await keepRequestBody(post(streamed([bytes(5), bytes(6)])), 10).take()).toEqual({ kind: "too-long" });
  });

  test("a body that is too long still reaches the primary whole", async () => {
    const keeper = keepRequestBody(post(streamed([bytes(50), bytes(50)])), 10);
    expect((await keeper.request.arrayBuffer()).byteLength).toBe(100);
    expect(await keeper.take()).toEqual({ kind: "too-long" });
  });

  test("a body that announces to be too long is not touched", async () => {
    const request = post(bytes(50), { "content-length": "50" });
    const keeper = keepRequestBody(request, 10);
    expect(keeper.request).toBe(request);
    expect(await keeper.take()).toEqual({ kind: "too-long" });
  });

  test("reading stops at the limit: an endless body does not hold us", async () => {
    let pulls = 0;
    const endless = streamed(Array(1000).fill(bytes(8)), () => {
      pulls += 1;
    });
    expect(await keepRequestBody(post(endless), 10).take()).toEqual({ kind: "too-long" });
    expect(pulls).toBeLessThan(10);
  });

  test("a body that breaks off is not forwarded in part", async () => {
    const cause = new Error("client reset");
    const broken = new ReadableStream({
      start(controller) {
        controller.enqueue(bytes(3));
      },
      pull(controller) {
        controller.error(cause);
      },
    });
    expect(await keepRequestBody(post(broken), 10).take()).toEqual({ kind: "unavailable", cause });
  });
});

test("a body that was read before is not available", async () => {
  const request = post("abc");
  await request.text();
  expect(await readRequestBody(request, 10)).toEqual({ kind: "unavailable" });
  expect(await readRequestBody(post("abc"), 10)).toEqual({ kind: "bytes", bytes: new TextEncoder().encode("abc") });
});
