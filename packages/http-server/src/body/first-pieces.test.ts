import { expect, test } from "vitest";
import { joined, readFirstPieces } from "./first-pieces.ts";

const read = (body: ReadableStream<unknown> | null) => readFirstPieces(body!.getReader());
const text = (pieces: readonly Uint8Array[]) =>
  new TextDecoder().decode(joined(pieces, pieces.flatMap((p) => [...p]).length));
const encoder = new TextEncoder();

test.each([
  ["a text", new Response("héllo"), 6],
  ["bytes", new Response(new Uint8Array(300_000)), 300_000],
  ["no bytes", new Response(""), 0],
])("%s is there at once", async (_, response, bytes) => {
  expect(await read(response.body)).toMatchObject({ bytes, end: "ended" });
});

test("a stream that goes on later is open, and its next piece is on its way", async () => {
  let source: ReadableStreamDefaultController<unknown>;
  const stream = new ReadableStream({
    start(controller) {
      source = controller;
      controller.enqueue(encoder.encode("ab"));
      controller.enqueue(new Uint8Array(0));
      controller.enqueue(encoder.encode("c"));
    },
  });
  const { pieces, end, pending } = await read(stream);
  expect([text(pieces), end]).toEqual(["abc", "open"]);
  source!.enqueue("d");
  expect(await pending).toEqual({ done: false, value: "d" });
});

test("a stream that breaks, or gives something else than bytes", async () => {
  const failure = new Error("bad marker");
  const broken = new ReadableStream({
    start(controller) {
      controller.enqueue(encoder.encode("ab"));
    },
    pull: () => Promise.reject(failure),
  });
  expect(await read(broken)).toMatchObject({ end: "broken", failure });
  const words = new ReadableStream({ start: (controller) => controller.enqueue("ab") });
  expect(await read(words)).toMatchObject({ bytes: 0, end: "broken", failure: expect.any(TypeError) });
});

test("a stream that never ends and never waits is left open after some megabytes", async () => {
  const endless = new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(1_048_576)) });
  const { bytes, end } = await read(endless);
  expect([bytes, end]).toEqual([5 * 1_048_576, "open"]);
});
