import { expect, test } from "vitest";
import { createOperatorLog } from "./operator-log.ts";

const NOTICE = { severity: "error", file: "conf/a.ini", line: 3, message: "it is wrong" } as const;
const now = () => Date.UTC(2026, 10, 27, 12);

test("a line has its time, its severity and where it comes from", () => {
  const lines: string[] = [];
  const log = createOperatorLog((line) => lines.push(line), { origin: "process 2: ", now });
  log.notice(NOTICE);
  log.info("all is well");
  expect(lines).toEqual([
    "2026-11-27T12:00:00.000Z error: process 2: conf/a.ini:3: it is wrong",
    "2026-11-27T12:00:00.000Z info: process 2: all is well",
  ]);
});

test("severities are coloured where that is wanted", () => {
  const lines: string[] = [];
  createOperatorLog((line) => lines.push(line), { colors: true, now }).notice(NOTICE);
  expect(lines).toEqual(["2026-11-27T12:00:00.000Z \x1b[31;1merror\x1b[0m: conf/a.ini:3: it is wrong"]);
});
