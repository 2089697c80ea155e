import { expect, test } from "vitest";
import { ClientGone } from "./client-gone.ts";
import { bodyStream } from "./pushed-body.ts";
import type { BodySink } from "./transport.ts";

async function streamed() {
  let sink!: BodySink;
  const stream = bodyStream({
    start: (given) => {
      sink = given;
    },
    resume: () => {},
    cancel: () => {},
  });
  const reader = stream.getReader();
  const read = reader.read();
  // A stream asks for its first piece a turn after it was made.
  await Promise.resolve();
  return { sink, reader, read };
}

test("a body that fails fails its reader at once", async () => {
  const { sink, read, reader } = await streamed();
  sink.fail(new Error("broken"));
  await expect(read).rejects.toThrow("broken");
  await expect(reader.closed).rejects.toThrow("broken");
});

test("a reader that drops the body when its client leaves sees no failure", async () => {
  const { sink, read, reader } = await streamed();
  sink.fail(new ClientGone());
  const dropped = reader.cancel("the connection is closed");
  expect(await read).toMatchObject({ done: true });
  await dropped;
  await reader.closed;
  await new Promise((resolve) => setTimeout(resolve, 10));
});

test("one that does not drop it sees it fail, and never end", async () => {
  const { sink, read, reader } = await streamed();
  sink.fail(new ClientGone());
  await expect(read).rejects.toThrow("The client went away.");
  await expect(reader.closed).rejects.toThrow("The client went away.");
});
