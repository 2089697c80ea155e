import { type CaseResult, type ConformanceOptions, runConformance } from "@understudy/conformance";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { selectCases } from "../src/runner/select-cases.ts";

/** One vitest test for each case, all of one run. */
export function runAsTests(options: ConformanceOptions): void {
  describe(options.name, () => {
    const cases = selectCases(options.only);
    const waiting = new Map<string, (result: CaseResult) => void>();
    const results = new Map(
      cases.map(({ id }) => [id, new Promise<CaseResult>((resolve) => waiting.set(id, resolve))] as const),
    );
    let run: Promise<unknown>;
    let broken: unknown;

    beforeAll(() => {
      run = runConformance({ ...options, onResult: (result) => waiting.get(result.id)?.(result) }).catch((error) => {
        broken = error;
      });
    });
    afterAll(async () => {
      await run;
      expect(broken).toBeUndefined();
    }, 60_000);

    test.each(cases)("$id: $title", { timeout: 120_000 }, async ({ id }) => {
      const result = await Promise.race([results.get(id)!, run.then(() => results.get(id)!)]);
      const { outcome, kind, reason, mismatches } = result;
      if (kind !== "required" && outcome === "fail") return;
      if (outcome === "pass" || outcome === "skip" || outcome === "expected-failure") return;
      expect.fail(
        [
          `${outcome} ${reason ?? ""}`,
          ...mismatches.map((m) => `${m.where}: expected ${m.expected}; got ${m.got}`),
        ].join("\n"),
      );
    });
  });
}
