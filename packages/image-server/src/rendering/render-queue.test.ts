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
