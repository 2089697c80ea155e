import { PassThrough } from "node:stream";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { AppProcess, ProcessEnd } from "./process-starter.ts";
import { createSupervisor } from "./supervisor.ts";

beforeEach(() => void vi.useFakeTimers({ toFake: ["performance", "setTimeout", "clearTimeout"] }));
afterEach(() => void vi.useRealTimers());

/** What streams and promises do by themselves is done. */
const settled = async () => {
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
};

class FakeProcess implements AppProcess {
  readonly pid: number;
  readonly output = new PassThrough();
  readonly signals: string[] = [];
  readonly ended: Promise<ProcessEnd>;
  end!: (code: number | null, signal?: string) => void;

  constructor(pid: number) {
    this.pid = pid;
    this.ended = new Promise((resolve) => {
      this.end = (code, signal = undefined) => {
        this.output.end();
        resolve({ code, signal: signal ?? null });
      };
    });
  }

  listen() {
    this.output.write("listening\n");
  }

  kill(signal: string) {
    this.signals.push(signal);
    if (signal === "SIGKILL") this.end(null, signal);
  }
}

function supervised(count: number, startAlso = (_number: number) => {}) {
  const started: FakeProcess[] = [];
  const told: string[] = [];
  const onGivenUp = vi.fn();
  const supervisor = createSupervisor({
    count,
    ownLines: 1,
    start(number) {
      startAlso(number);
      const process = new FakeProcess(100 + started.length);
      started.push(process);
      return process;
    },
    write: async () => {},
    tell: (message) => told.push(message),
    stopTimeoutMs: 5_000,
    onGivenUp,
  });
  /** The process that was started as the nth, as soon as it is. */
  const process = async (index: number) => {
    await settled();
    return started[index]!;
  };
  /** All of a supervisor's processes, listening. */
  const all = async () => {
    const starting = supervisor.start();
    for (let index = 0; index < count; index++) (await process(index)).listen();
    await starting;
    return [...started];
  };
  return { supervisor, started, told, onGivenUp, process, all };
}

test("the first process listens before the others are started; all listen before it says so", async () => {
  const { supervisor, started, process } = supervised(3);
  const starting = supervisor.start();
  await settled();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(started).toHaveLength(1);
  (await process(0)).listen();
  (await process(2)).listen();
  await settled();
  expect(await Promise.race([starting, vi.advanceTimersByTimeAsync(1000).then(() => "not yet")])).toBe("not yet");
  (await process(1)).listen();
  await starting;
  expect(supervisor.pids()).toEqual([100, 101, 102]);
});

test("when the first process cannot start, no other is started", async () => {
  const { supervisor, started, process } = supervised(3);
  const starting = supervisor.start();
  (await process(0)).end(2);
  await expect(starting).rejects.toMatchObject({
    message: "process 1 ended with exit code 2 before it listened",
    exitCode: 2,
  });
  expect(await supervisor.stop()).toBe(true);
  expect(started).toHaveLength(1);
});

test("a process that ends is started again, later and later, while the others go on", async () => {
  const { supervisor, started, told, process, all } = supervised(2);
  await all();
  for (const [index, delayMs] of [100, 200, 400].entries()) {
    const last = started.at(-1)!;
    last.end(null, "SIGKILL");
    await vi.advanceTimersByTimeAsync(delayMs - 1);
    expect(started).toHaveLength(2 + index);
    await vi.advanceTimersByTimeAsync(1);
    (await process(2 + index)).listen();
    await settled();
  }
  expect(supervisor.pids()).toEqual([100, 104]);
  expect(told[0]).toBe("process 2 ended with SIGKILL; it is started again in 100 ms");
});

test("one that ends before it listens is tried for ever while another one listens", async () => {
  const { started, onGivenUp, all, process } = supervised(2);
  await all();
  started[1]!.end(1);
  for (let index = 2; index < 30; index++) {
    await vi.advanceTimersByTimeAsync(30_000);
    (await process(index)).end(1);
  }
  expect(started).toHaveLength(30);
  expect(onGivenUp).not.toHaveBeenCalled();
});

test("when none is left and none can be started, it gives up", async () => {
  const { started, onGivenUp, all, told } = supervised(1);
  await all();
  started[0]!.end(1);
  for (let seconds = 0; seconds < 20 && onGivenUp.mock.calls.length === 0; seconds++) {
    await vi.advanceTimersByTimeAsync(1000);
    for (const process of started) process.end(2);
  }
  expect(onGivenUp).toHaveBeenCalledOnce();
  expect(started).toHaveLength(6);
  expect(told.at(-1)).toBe("process 1 ended with exit code 2; none is left, and new ones do not start");
});

test("a start that throws counts as one that failed", async () => {
  let broken = false;
  const { supervisor, started, told, all } = supervised(1, () => {
    if (broken) throw new Error("no more processes");
  });
  await all();
  broken = true;
  started[0]!.end(0);
  await vi.advanceTimersByTimeAsync(150);
  expect(told).toContain("no more processes");
  expect(await supervisor.stop()).toBe(true);
});

test("a reload reaches the processes that listen, and none that could not take the signal yet", async () => {
  const { supervisor, started, all, process } = supervised(2);
  await all();
  started[1]!.end(1);
  await vi.advanceTimersByTimeAsync(100);
  const third = await process(2);
  supervisor.reload();
  expect(started[0]!.signals).toEqual(["SIGHUP"]);
  expect(third.signals).toEqual([]);
});

test("stopping ends all, waits for them, starts none again, and kills what hangs", async () => {
  const { supervisor, started, all } = supervised(3);
  const [first, second, third] = await all();
  first!.end(1);
  await vi.advanceTimersByTimeAsync(0);
  const stopped = supervisor.stop();
  expect(supervisor.stop()).toBe(stopped);
  expect(second!.signals).toEqual(["SIGTERM"]);
  second!.end(0);
  await vi.advanceTimersByTimeAsync(4_999);
  expect(third!.signals).toEqual(["SIGTERM"]);
  await vi.advanceTimersByTimeAsync(1);
  expect(third!.signals).toEqual(["SIGTERM", "SIGKILL"]);
  expect(await stopped).toBe(false);
  expect(started).toHaveLength(3);
});

test("stopping while it starts ends what has been started", async () => {
  const { supervisor, process, started } = supervised(2);
  const starting = supervisor.start();
  const first = await process(0);
  const stopped = supervisor.stop();
  expect(first.signals).toEqual(["SIGTERM"]);
  first.end(null, "SIGTERM");
  await expect(starting).rejects.toThrow("process 1 ended with SIGTERM before it listened");
  expect(await stopped).toBe(true);
  expect(started).toHaveLength(1);
});
