import { expect, test } from "vitest";
import { FakeClock } from "../../test/fake-clock.ts";
import type { Clock } from "../contract/clock.ts";
import { startDeadline } from "./deadline.ts";

test("expires when its time is over", async () => {
  const clock = new FakeClock();
  let expired = 0;
  startDeadline(clock, 100, () => expired++);
  await clock.advance(99);
  expect(expired).toBe(0);
  await clock.advance(1);
  expect(expired).toBe(1);
  expect(clock.pending).toBe(0);
});

test("does not expire when it is stopped, also in the last moment", () => {
  const timers: { delayMs: number; callback: () => void; stopped: boolean }[] = [];
  const clock: Clock = {
    wallTimeMs: () => 0,
    monotonicMs: () => 0,
    startTimer(delayMs, callback) {
      const timer = { delayMs, callback, stopped: false };
      timers.push(timer);
      return () => {
        timer.stopped = true;
      };
    },
  };
  const stop = startDeadline(clock, 100, () => {});
  timers[0]!.callback();
  expect(timers[1]).toMatchObject({ delayMs: 0, stopped: false });
  stop();
  expect(timers[1]?.stopped).toBe(true);
});

test("a process that was busy has time to look at what came", async () => {
  const clock = new FakeClock();
  let expired = false;
  let lateMs = 0;
  const late: Clock = {
    wallTimeMs: clock.wallTimeMs,
    monotonicMs: () => clock.monotonicMs() + lateMs,
    startTimer: clock.startTimer,
  };
  startDeadline(late, 100, () => {
    expired = true;
  });
  lateMs = 300;
  await clock.advance(100);
  expect(expired).toBe(false);
  await clock.advance(20);
  expect(expired).toBe(true);
});
