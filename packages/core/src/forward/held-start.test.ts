import { describe, expect, test } from "vitest";
import type { BodySink, PushedBody } from "../contract/transport.ts";
import { holdStart } from "./held-start.ts";

/** A body that is told what to do, and what was done to it. */
function scripted(begin: (sink: BodySink) => void) {
  const calls: string[] = [];
  let sink!: BodySink;
  const body: PushedBody = {
    start(given) {
      sink = given;
      calls.push("start");
      begin(given);
    },
    resume: () => void calls.push("resume"),
    cancel: (reason) => void calls.push(`cancel ${reason}`),
  };
  return { body, calls, sink: () => sink };
}

/** Reads a body; `wants` says whether it wants more after each piece. */
function read(body: PushedBody, wants: () => boolean = () => true) {
  const seen: string[] = [];
  body.start({
    write(piece, release) {
      seen.push(new TextDecoder().decode(piece));
      release?.();
      return wants();
    },
    end: () => void seen.push("end"),
    fail: (failure) => void seen.push(`failed: ${failure}`),
  });
  return seen;
}

const bytes = (text: string) => new TextEncoder().encode(text);

describe("holdStart", () => {
  test("a body that is there with its head is given whole, and its memory given back", async () => {
    let released = 0;
    const { body, calls } = scripted((sink) => {
      sink.write(bytes("a"), () => released++);
      sink.write(bytes("b"), () => released++);
      sink.end();
    });
    const held = await holdStart(body);
    expect(released).toBe(0);
    expect(read(held)).toEqual(["a", "b", "end"]);
    expect(released).toBe(2);
    expect(calls).toEqual(["start"]);
  });

  test.each([
    ["at once", (fail: () => void) => fail()],
    ["later in the same turn", (fail: () => void) => void setImmediate(fail)],
  ])("a body that fails %s: the failure is thrown, and no byte given", async (_, when) => {
    let released = 0;
    const { body } = scripted((sink) => {
      sink.write(bytes("a"), () => released++);
      when(() => sink.fail("broken"));
    });
    await expect(holdStart(body)).rejects.toBe("broken");
    expect(released).toBe(1);
  });

  test("a body that pauses is handed on, and goes on by itself", async () => {
    const { body, calls, sink } = scripted((given) => void given.write(bytes("a"), undefined));
    const seen = read(await holdStart(body));
    expect(seen).toEqual(["a"]);
    expect(calls).toEqual(["start", "resume"]);
    expect(sink().write(bytes("b"), undefined)).toBe(true);
    sink().fail("broken");
    expect(seen).toEqual(["a", "b", "failed: broken"]);
  });

  test("what comes between is kept in its order", async () => {
    const { body, sink } = scripted((given) => void given.write(bytes("a"), undefined));
    const held = await holdStart(body);
    expect(sink().write(bytes("b"), undefined)).toBe(false);
    sink().end();
    expect(read(held)).toEqual(["a", "b", "end"]);
  });

  test("no more than 64 KiB and the piece that goes beyond are taken", async () => {
    const wanted: boolean[] = [];
    const { body, calls } = scripted((sink) => {
      for (let piece = 0; piece < 3; piece++) wanted.push(sink.write(new Uint8Array(30_000), undefined));
    });
    const held = await holdStart(body);
    expect(wanted).toEqual([true, true, false]);
    expect(read(held)).toHaveLength(3);
    expect(calls).toEqual(["start", "resume"]);
  });

  test("a reader that stops gets the rest when it goes on", async () => {
    const { body } = scripted((sink) => {
      sink.write(bytes("a"), undefined);
      sink.write(bytes("b"), undefined);
      sink.end();
    });
    const held = await holdStart(body);
    const seen = read(held, () => false);
    expect(seen).toEqual(["a"]);
    held.resume();
    expect(seen).toEqual(["a", "b"]);
    held.resume();
    expect(seen).toEqual(["a", "b", "end"]);
  });

  test("a body that is not wanted is cancelled, and its memory given back", async () => {
    let released = 0;
    const { body, calls } = scripted((sink) => void sink.write(bytes("a"), () => released++));
    const held = await holdStart(body);
    held.cancel("gone");
    expect(released).toBe(1);
    expect(calls).toEqual(["start", "cancel gone"]);
  });
});
