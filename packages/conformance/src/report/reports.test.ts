import { describe, expect, test } from "vitest";
import type { CaseResult, ConformanceResults } from "../runner/result.ts";
import { htmlReport } from "./html-report.ts";
import { jsonReport } from "./json-report.ts";
import { summariseRules } from "./rule-summary.ts";
import { tapReport } from "./tap-report.ts";
import { textReport } from "./text-report.ts";

const MISMATCH = { where: "request 1, client, body", expected: "<b>", got: "a\nb" };

function result(id: string, more: Partial<CaseResult>): CaseResult {
  const base = { kind: "required", rules: ["R01"], title: `Title of ${id}.`, outcome: "pass", mismatches: [] } as const;
  return { id, ...base, durationMs: 1, ...more };
}

const CASES = [
  result("good", {}),
  result("bad", { outcome: "fail", rules: ["R02"], mismatches: [MISMATCH] }),
  result("nice", { outcome: "fail", kind: "optimal", rules: ["R03"], mismatches: [MISMATCH] }),
  result("gap", { outcome: "expected-failure", rules: ["R04"], reason: "the runtime", mismatches: [MISMATCH] }),
  result("mended", { outcome: "unexpected-pass", rules: ["R05"], reason: "known gap is gone: #1" }),
  result("lacks", { outcome: "skip", skipped: "need", rules: ["R06"], reason: "the run does not offer request-body" }),
  result("depends", { outcome: "skip", skipped: "dependency", rules: ["R06"], reason: "it depends on bad" }),
  result("not-started", { outcome: "setup-failure", rules: ["R07"], reason: "no such server" }),
];
const RESULTS: ConformanceResults = {
  name: "mine <1>",
  runtime: "node 20.0.0",
  startedAt: "2026-01-01T00:00:00.000Z",
  durationMs: 1234,
  ok: false,
  counts: { pass: 1, fail: 2, skip: 2, "setup-failure": 1, "expected-failure": 1, "unexpected-pass": 1 },
  cases: CASES,
};

test("a rule is kept, kept but for gaps, broken, or was not tried", () => {
  const states = summariseRules(RESULTS).map(({ rule, state, passed, required }) => [rule, state, passed, required]);
  expect(states).toEqual([
    ["R01", "kept", 1, 1],
    ["R02", "broken", 0, 1],
    ["R03", "not-tried", 0, 0],
    ["R04", "gaps", 0, 1],
    ["R05", "kept", 1, 1],
    // What is not offered does not count; what depends on a failure does.
    ["R06", "broken", 0, 1],
    ["R07", "not-tried", 0, 1],
  ]);
});

test("what a case finds of another rule than its own breaks that one, and leaves its own kept", () => {
  const cases = [result("logless", { outcome: "fail", mismatches: [{ ...MISMATCH, rules: ["R10"] }] })];
  const results = { ...RESULTS, cases };
  expect(summariseRules(results)).toMatchObject([
    { rule: "R01", state: "kept", passed: 1 },
    { rule: "R10", state: "broken", passed: 0, required: 1 },
  ]);
  expect(textReport(results)).toContain("R10: 0 of 1 required cases pass\nkept: R01\n");
});

test("text tells what was expected and what came, and what could not be tried", () => {
  const text = textReport(RESULTS);
  expect(text).toContain(
    "FAILED  bad  R02\n  Title of bad.\n  request 1, client, body\n    expected <b>\n    got      a\\nb\n",
  );
  expect(text).toContain("failed (optimal)  nice  R03\n");
  expect(text).toContain("known gap  gap  R04\n");
  expect(text).toContain("GAP IS GONE  mended  R05\n");
  expect(text).toContain("NOT TRIED  1 case: no such server\n  not-started\n");
  expect(text).toContain("R02: 0 of 1 required cases pass\n");
  expect(text).not.toContain("good");
  expect(text.trimEnd().split("\n").at(-1)).toBe(
    "does not conform: 8 cases, 1 passed, 2 failed, 1 could not be tried, 1 passed against a known gap, 1 known gaps, 2 skipped, in 1.2 s",
  );
});

test("JSON is the results, one line a case", () => {
  const text = jsonReport(RESULTS);
  expect(JSON.parse(text)).toEqual(RESULTS);
  expect(text.split("\n").filter((line) => line.includes('"id":'))).toHaveLength(CASES.length);
});

test("TAP has a line for each case; gaps and what is not required are TODO", () => {
  const lines = tapReport(RESULTS).split("\n");
  expect(lines.slice(0, 3)).toEqual(["TAP version 14", "1..8", "ok 1 - good: Title of good."]);
  const points = lines.filter((line) => /^(not )?ok /.test(line));
  expect(points.slice(1)).toEqual([
    "not ok 2 - bad: Title of bad.",
    "not ok 3 - nice: Title of nice. # TODO optimal",
    "not ok 4 - gap: Title of gap. # TODO the runtime",
    "not ok 5 - mended: Title of mended.",
    "ok 6 - lacks: Title of lacks. # SKIP the run does not offer request-body",
    "ok 7 - depends: Title of depends. # SKIP it depends on bad",
    "not ok 8 - not-started: Title of not-started.",
  ]);
  expect(lines).toContain('    - {"where":"request 1, client, body","expected":"<b>","got":"a\\nb"}');
});

describe("the HTML page", () => {
  const page = htmlReport([RESULTS, { ...RESULTS, name: "other" }]);

  test("needs nothing beside it, and fits a phone", () => {
    expect(page).not.toMatch(/<script|<link|<img|@import|url\(|https?:/);
    expect(page).toContain('<meta name="viewport" content="width=device-width, initial-scale=1">');
  });

  test("leads from each cell that has something to say to what was expected and what came", () => {
    const links = [...page.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
    expect(links).toHaveLength(2 * 6);
    for (const id of links) expect(page).toContain(`<section id="${id}">`);
    expect(page).toContain(
      "<dt>request 1, client, body</dt><dd>expected <code>&#60;b&#62;</code></dd><dd>got <code>a\nb</code></dd>",
    );
  });

  test("shows texts as texts", () => {
    expect(page).toContain("mine &#60;1&#62;");
    expect(page).not.toContain("mine <1>");
  });
});

const EVIDENCE = {
  configuration: { name: "standard", properties: ["errorRedirect.rootUrl=http://127.0.0.1:1"], folder: "/kept/here" },
  requests: [
    {
      request: 1,
      sent: ["GET /is/image/bad/gone?<b> HTTP/1.1", "X-Case: bad.1"],
      received: ["HTTP/1.1 404 Not Found", "(complete: length; 0 bytes of body, 3 ms)"],
      secondaryDoes: '[{"kind":"accept-and-silent"}]',
      secondaryGot: [["GET /is/image/bad/gone HTTP/1.1", "Via: 1.1 a"]],
      curl: "curl -i http://127.0.0.1:8080/is/image/bad/gone",
    },
  ],
};

test("every reporter shows what a failed case was seen in, and which of its rules is broken", () => {
  const mismatches = [{ ...MISMATCH, rules: ["X07"] as const }];
  const bad = result("bad", { outcome: "fail", rules: ["R15", "X07"], mismatches, evidence: EVIDENCE });
  const results = { ...RESULTS, cases: [bad] };
  const text = textReport(results);
  for (const line of [
    "request 1, client, body (X07)",
    "| configuration standard, kept in /kept/here",
    "|   errorRedirect.rootUrl=http://127.0.0.1:1",
    "|   X-Case: bad.1",
    "|   HTTP/1.1 404 Not Found",
    '| the secondary does [{"kind":"accept-and-silent"}]',
    "|   Via: 1.1 a",
    "| again: curl -i http://127.0.0.1:8080/is/image/bad/gone",
  ])
    expect(text).toContain(line);
  const page = htmlReport([results]);
  expect(page).toContain("GET /is/image/bad/gone?&#60;b&#62; HTTP/1.1");
  expect(page).toContain("<small>X07</small>");
  expect(JSON.parse(jsonReport(results)).cases[0].evidence).toEqual(EVIDENCE);
  // The server keeps the manual's rule.
  expect(summariseRules(results).map(({ rule, state }) => [rule, state])).toEqual([
    ["R15", "kept"],
    ["X07", "broken"],
  ]);
});

test("a part of the cases says nothing of the server as a whole", () => {
  const one = { ...RESULTS, ok: true, cases: [CASES[0]!], selected: ["good"] };
  expect(textReport(one)).toContain("the selected cases pass: 1 cases,");
  expect(textReport(one)).not.toContain("conforms");
  expect(textReport({ ...one, ok: false })).toContain("not all selected cases pass");
  const { selected: _, ...manual } = { ...one, profile: "manual" as const };
  expect(textReport(manual)).toContain("conforms with the IS manual: 1 cases");
});
