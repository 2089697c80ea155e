import { expect, test } from "vitest";
import { relayOutput } from "./relay-output.ts";

/** What becomes of chunks: the first line, and what is written for each of them. */
async function relayed(...chunks: string[]) {
  const first: string[] = [];
  const written: string[] = [];
  async function* output() {
    for (const chunk of chunks) yield new TextEncoder().encode(chunk);
  }
  await relayOutput(output(), {
    ownLines: 2,
    onFirstLine: (line) => first.push(line),
    write: async (lines) => void written.push(new TextDecoder().decode(lines)),
  });
  return { first, written };
}

test.each([
  [["listening\nrunning\none\ntwo\n"], ["one\ntwo\n"]],
  [
    ["list", "ening\nrunn", "ing\no", "ne\ntw", "o\n"],
    ["one\n", "two\n"],
  ],
  [
    ["listening\nrunning\n", "a", "b", "c\nd", "\n"],
    ["abc\n", "d\n"],
  ],
  [["listening\n", "running\none\nhalf a li"], ["one\n"]],
  [["listening\nrunning\n\u00e4".slice(0, -1), "\u20ac\n"], ["\u20ac\n"]],
])("%j: whole lines, without the first two and half a last one", async (chunks, written) => {
  expect(await relayed(...chunks)).toEqual({ first: ["listening"], written });
});

test("output that breaks ends it", async () => {
  async function* output() {
    yield new TextEncoder().encode("listening\n");
    throw new Error("EIO");
  }
  const first: string[] = [];
  await relayOutput(output(), { ownLines: 2, onFirstLine: (line) => first.push(line), write: async () => {} });
  expect(first).toEqual(["listening"]);
});
