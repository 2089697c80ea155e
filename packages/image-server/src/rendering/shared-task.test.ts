import { expect, test } from "vitest";
import { shareTask } from "./shared-task.ts";

test("a task goes on as long as one caller waits, and hears of it when none does", async () => {
  let finish = (_: string) => {};
  let told: unknown;
  const task = shareTask(
    (abandoned) => {
      abandoned.addEventListener("abort", () => {
        told = abandoned.reason;
      });
      return new Promise<string>((resolve) => {
        finish = resolve;
      });
    },
    () => {},
  );
  const [one, other] = [new AbortController(), new AbortController()];
  const waiting = [task.join(one.signal), task.join(other.signal)];
  one.abort(new Error("one left"));
  await expect(waiting[0]).rejects.toThrow("one left");
  expect(told).toBeUndefined();
  finish("done");
  await expect(waiting[1]).resolves.toBe("done");
  other.abort();
  expect(told).toBeUndefined();

  const abandoned = shareTask(
    (signal) => {
      signal.addEventListener("abort", () => {
        told = signal.reason;
      });
      return new Promise(() => {});
    },
    () => {},
  );
  const last = new AbortController();
  const alone = abandoned.join(last.signal);
  last.abort(new Error("the last left"));
  await expect(alone).rejects.toThrow("the last left");
  expect(told).toEqual(new Error("the last left"));
});
