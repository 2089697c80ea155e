import { expect, test } from "vitest";
import type { CaseResult } from "../runner/result.ts";
import { createProgress } from "./progress.ts";

function result(id: string, outcome: CaseResult["outcome"]): CaseResult {
  return { id, kind: "required", rules: ["R01"], title: "x", outcome, mismatches: [], durationMs: 1 };
}

function shown(isTerminal: boolean): string {
  let text = "";
  const output = { write: (more: string) => (text += more), isTerminal, columns: 60 };
  const progress = createProgress(output, 16);
  for (let number = 1; number <= 14; number++) progress.onResult(result(`case-${number}`, "pass"));
  progress.onResult(result("case-15", "fail"));
  progress.onResult(result("case-16", "unexpected-pass"));
  progress.end();
  return text;
}

test("a few lines where a line cannot be written over, and each failure at once", () => {
  expect(shown(false).split("\n")).toEqual([
    ...[2, 4, 6, 8, 10, 12, 14].map((done) => `${done}/16 cases`),
    "failed: case-15",
    "known gap is gone: case-16",
    "16/16 cases, 2 not as they must be",
    "",
  ]);
});

test("one line that changes at a terminal, no wider than it, and gone at the end", () => {
  const text = shown(true);
  const lines = text.split("\r\u001b[K");
  expect(lines[8]).toBe(`[${"=".repeat(12)}${" ".repeat(12)}] 8/16 cases  case-8`);
  for (const line of lines) expect(line.replace(/^.*\n/s, "").length).toBeLessThan(60);
  expect(text).toContain("failed: case-15\n");
  expect(lines.at(-1)).toBe("");
});
