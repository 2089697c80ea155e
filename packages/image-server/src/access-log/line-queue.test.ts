import { expect, onTestFinished, test } from "vitest";
import { createLineQueue, type LineSink } from "./line-queue.ts";

/** A sink whose writes last until they are let go. */
function slowSink() {
  const writes: { day: string; text: string; letGo: () => void }[] = [];
  let closed = 0;
  const sink: LineSink = {
    write: (bytes, day) =>
      new Promise((resolve) => {
        writes.push({ day, text: new TextDecoder().decode(bytes), letGo: () => resolve(bytes.length) });
      }),
    close: () => {
      closed += 1;
    },
  };
  const errors: string[] = [];
  const queue = createLineQueue(sink, {
    maxPendingBytes: 10_000_000,
    retryMs: 1,
    onError: ({ message }) => errors.push(message),
    onRecovered: () => {},
  });
  onTestFinished(() => {
    for (const { letGo } of writes) letGo();
    return queue.close();
  });
  const written = (count: number) => expect.poll(() => writes.length, { timeout: 10_000, interval: 5 }).toBe(count);
  return { queue, writes, written, errors, closedTimes: () => closed };
}

test("lines of one turn, and lines that come during a write, go out in one write each", async () => {
  const { queue, writes, written } = slowSink();
  for (let index = 0; index < 100; index++) queue.add(`${index}`, "d");
  await written(1);
  queue.add("during", "d");
  await Promise.resolve();
  queue.add("the write", "d");
  writes[0]!.letGo();
  await written(2);
  expect(writes[0]!.text).toBe(Array.from({ length: 100 }, (_, index) => `${index}\n`).join(""));
  expect(writes[1]!.text).toBe("during\nthe write\n");
});

test("a new day begins a write of its own", async () => {
  const { queue, writes, written } = slowSink();
  queue.add("one", "monday");
  queue.add("two", "tuesday");
  queue.add("three", "tuesday");
  await written(1);
  writes[0]!.letGo();
  await written(2);
  expect(writes.map(({ day, text }) => `${day} ${text}`)).toEqual(["monday one\n", "tuesday two\nthree\n"]);
});

test("much at once goes out in several writes of whole lines, in order", async () => {
  const { queue, writes, written } = slowSink();
  const lines = Array.from({ length: 30_000 }, (_, index) => `line ${index} €`);
  for (const line of lines) queue.add(line, "d");
  const closed = queue.close();
  for (let count = 1; writes.map(({ text }) => text).join("").length < lines.join("\n").length; count++) {
    await written(count);
    writes[count - 1]!.letGo();
  }
  await closed;
  expect(writes.length).toBeGreaterThan(1);
  for (const { text } of writes) {
    expect(text.endsWith("\n")).toBe(true);
    expect(new TextEncoder().encode(text).length).toBeLessThanOrEqual(256 * 1024);
  }
  expect(writes.map(({ text }) => text).join("")).toBe(`${lines.join("\n")}\n`);
});

test("close() resolves when the last line is written, and closes the sink once", async () => {
  const { queue, writes, written, errors, closedTimes } = slowSink();
  queue.add("one", "d");
  let isClosed = false;
  const closed = queue.close().then(() => {
    isClosed = true;
  });
  await written(1);
  expect(isClosed).toBe(false);
  expect(closedTimes()).toBe(0);
  writes[0]!.letGo();
  await closed;
  await queue.close();
  expect(closedTimes()).toBe(1);
  expect(errors).toEqual([]);
});

test("a line that is longer than everything that may wait is lost and counted, and the next one is written", async () => {
  const texts: string[] = [];
  const errors: string[] = [];
  const queue = createLineQueue(
    {
      write: async (bytes) => {
        texts.push(new TextDecoder().decode(bytes));
        return bytes.length;
      },
      close() {},
    },
    { maxPendingBytes: 100, retryMs: 1, onError: ({ message }) => errors.push(message), onRecovered: () => {} },
  );
  queue.add("x".repeat(200), "d");
  queue.add("y", "d");
  await queue.close();
  expect(texts).toEqual(["y\n"]);
  expect(errors).toEqual(["1 lines of the access log could not be written"]);
});
