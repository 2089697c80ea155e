import { expect, test } from "vitest";
import { compareReaders } from "./compare.ts";
import { fuzzReaders } from "./fuzz.ts";
import { createLlhttpReader } from "./llhttp-reader.ts";
import { WHOLE_ANSWERS } from "./mutated-answers.ts";
import { readAnswer } from "./own-reader.ts";
import type { Reader } from "./reading.ts";

const COUNT = 20_000;
const llhttp = createLlhttpReader();

test(`of ${COUNT} mutated answers, none has another end here than in llhttp`, () => {
  const { wholeForBoth, refusedByBoth, details } = fuzzReaders(20_261, COUNT);
  expect(details).toEqual([]);
  // Both kinds must have been met, or the mutations prove nothing.
  expect(wholeForBoth).toBeGreaterThan(COUNT / 10);
  expect(refusedByBoth).toBeGreaterThan(COUNT / 10);
});

test("what the mutations begin with is whole", () => {
  for (const text of WHOLE_ANSWERS) expect(readAnswer("GET", [Buffer.from(text, "latin1")]).kind, text).toBe("whole");
});

const OK = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";

test.each<[string, string, Reader]>([
  ["takes too little for the body", OK, (method, pieces) => ({ ...readAnswer(method, pieces), body: "hell" }) as never],
  ["takes what breaks off for whole", OK.slice(0, -1), () => readAnswer("GET", [Buffer.from(OK)])],
  ["keeps a connection with bytes left on it", `${OK}x`, () => readAnswer("GET", [Buffer.from(OK)])],
  [
    "gives another field",
    OK,
    (method, pieces) => {
      const reading = readAnswer(method, pieces);
      return { ...reading, head: { status: 200, fields: ["Content-Length", "4"] } } as never;
    },
  ],
  ["refuses what is right", OK, () => ({ kind: "none", problem: "ended early" })],
])("a reader that %s is found out", (_, text, reader) => {
  const bytes = Buffer.from(text);
  expect(compareReaders({ method: "GET", bytes, pieces: [bytes] }, reader, llhttp).kind).toBe("different");
});
