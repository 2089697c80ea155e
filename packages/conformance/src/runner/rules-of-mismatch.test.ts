import { expect, test } from "vitest";
import type { ConformanceCase } from "../format/case.ts";
import { withRules } from "./rules-of-mismatch.ts";

const one: ConformanceCase = {
  id: "r06-both",
  kind: "required",
  rules: ["R06", "R07"],
  title: "A case of several rules.",
  requests: [],
  ruleOf: { "client, status": "X07", client: "R09", "request 1": "R06", "request 2": ["R07"] },
};

test.each([
  ["request 1, client, status", ["X07"]],
  ["request 1, client, field Content-Type", ["R09"]],
  ["request 2, secondary, number of requests", ["R07"]],
  ["request 1, access log, cacheUse", ["R10"]],
  ["request 1, access log, exception", ["R06"]],
  ["request 3, secondary, target", undefined],
])("%s breaks %j", (where, rules) => {
  expect(withRules({ where, expected: "a", got: "b" }, one).rules).toEqual(rules);
});
