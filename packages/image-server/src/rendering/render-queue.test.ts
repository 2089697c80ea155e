import { expect, test } from "vitest";
import { createRenderQueue } from "./render-queue.ts";

test("renders so many at a time, queues so many, and refuses one more", async () => {
  const queue = createRenderQueue({ maxConcurrent: 2, maxQueued: 1 });
  const started: string[] = [];
  const gates = new Map<string, () => void>();
  const render = (name: string) =>
    queue(() => {
      started.push(name);
      return new Promise<string>((resolve) => gates.set(name, () => resolve(name)));
    });

  const a = render("a");
  const b = render("b");
  const c = render("c");
  await expect(render("d")).rejects.toMatchObject({ code: "overloaded", status: 503 });
  expect(started).toEqual(["a", "b"]);

  gates.get("a")?.();
  await expect(a).resolves.toBe("a");
  await expect.poll(() => started).toEqual(["a", "b", "c"]);
  gates.get("b")?.();
  gates.get("c")?.();
  await expect(Promise.all([b, c])).resolves.toEqual(["b", "c"]);
});

test("a failed rendering gives its place free", async () => {
  const queue = createRenderQueue({ maxConcurrent: 1, maxQueued: 0 });
  await expect(queue(() => Promise.reject(new Error("broken")))).rejects.toThrow("broken");
  await expect(queue(() => Promise.resolve("next"))).resolves.toBe("next");
});

test("a task that is taken back while it waits is not begun, and its place goes to the next", async () => {
  const queue = createRenderQueue({ maxConcurrent: 1, maxQueued: 2 });
  let finish = () => {};
  const first = queue(() => new Promise<void>((resolve) => (finish = resolve)));
  const leaving = new AbortController();
  let begun = false;
  const second = queue(async () => {
    begun = true;
  }, leaving.signal);
  const third = queue(async () => "third");
  leaving.abort(new Error("gone"));
  await expect(second).rejects.toThrow("gone");
  finish();
  await first;
  await expect(third).resolves.toBe("third");
  expect(begun).toBe(false);
});

test("clients take turns, and the one with the most waiting loses its latest", async () => {
  const queue = createRenderQueue({ maxConcurrent: 1, maxQueued: 4 });
  const greedy = { connection: {} };
  const done: string[] = [];
  let finish = () => {};
  const first = queue(() => new Promise<void>((resolve) => (finish = resolve)), undefined, greedy);
  const render = (name: string, client: object) =>
    queue(async () => void done.push(name), undefined, client).catch((error: { code?: string }) => {
      done.push(`${name} ${error.code}`);
    });
  const waiting = [1, 2, 3, 4].map((number) => render(`greedy ${number}`, greedy));
  waiting.push(render("other", { connection: {} }));
  finish();
  await Promise.all([first, ...waiting]);
  expect(done).toEqual(["greedy 4 overloaded", "greedy 1", "other", "greedy 2", "greedy 3"]);
});

test("an address has its share of the renderings", async () => {
  const queue = createRenderQueue({ maxConcurrent: 2, maxQueued: 4 });
  queue.setMaxPerAddress(1);
  const finish: (() => void)[] = [];
  const render = (address: string) =>
    queue(() => new Promise<void>((resolve) => finish.push(resolve)), undefined, { connection: {}, address });
  const all = [render("192.0.2.1"), render("192.0.2.1"), render("192.0.2.2")];
  await expect.poll(() => finish.length).toBe(2);
  finish[1]?.();
  await all[2];
  finish[0]?.();
  await all[0];
  await expect.poll(() => finish.length).toBe(3);
  finish[2]?.();
  await all[1];
});
