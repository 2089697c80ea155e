import { describe, expect, test } from "vitest";
import { RULE_IDS } from "../format/rules.ts";
import { ALL_CASES } from "./all-cases.ts";

describe("the list of cases", () => {
  test("keeps its ids: an id never changes meaning and is never given twice", () => {
    expect(ALL_CASES.map(({ id, kind }) => `${id} (${kind})`)).toMatchSnapshot();
    expect(new Set(ALL_CASES.map(({ id }) => id)).size).toBe(ALL_CASES.length);
  });

  test("has ids that fit into a path and a field", () => {
    for (const { id } of ALL_CASES) expect(id).toMatch(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
  });

  test.each(RULE_IDS)("has a required case for %s", (rule) => {
    expect(ALL_CASES.filter((one) => one.kind === "required" && one.rules.includes(rule)).length).toBeGreaterThan(0);
  });

  test("depends backwards only, within a configuration or on the standard one", () => {
    for (const [index, one] of ALL_CASES.entries()) {
      for (const id of one.dependsOn ?? []) {
        const before = ALL_CASES.findIndex((candidate) => candidate.id === id);
        expect(before, `${one.id} depends on ${id}`).toBeGreaterThanOrEqual(0);
        expect(before, `${one.id} depends on ${id}`).toBeLessThan(index);
        expect([one.configuration ?? "standard", "standard"]).toContain(ALL_CASES[before]!.configuration ?? "standard");
      }
    }
  });

  test("is data", () => {
    expect(JSON.parse(JSON.stringify(ALL_CASES))).toEqual(ALL_CASES);
  });
});
