import { expect, test } from "vitest";
import { countsOf, formatCounts } from "./run-tests.ts";

const ran = { status: "passed", assertionResults: [{}] };
const broken = { status: "failed", assertionResults: [] };

test("a file that failed before its first test counts as a failed test", () => {
  const report = { numPassedTests: 5, numFailedTests: 1, numPendingTests: 2, numTodoTests: 1 };
  expect(countsOf({ ...report, testResults: [ran, broken] })).toEqual({ passed: 5, failed: 2, skipped: 3 });
});

test("skipped tests are told where there are any", () => {
  expect(formatCounts({ passed: 5, failed: 0, skipped: 0 })).toBe("5 passed, 0 failed");
  expect(formatCounts({ passed: 5, failed: 1, skipped: 2 })).toBe("5 passed, 1 failed, 2 skipped");
});
