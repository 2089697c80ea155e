import { expect, test } from "vitest";
import { fuzzChecks } from "./fuzz.ts";
import { CHECKS, validFiles } from "./valid-files.ts";

const COUNT = 6000;

test("what the mutations begin with is fine", async () => {
  for (const { kind, name, bytes } of await validFiles()) {
    const check = CHECKS[kind](bytes);
    // Formats that are not read are looked at all the same.
    const isSound =
      check.kind === "fine" ||
      (check.kind === "unsupported" && /^it is (webp|avif|CMYK)|is 5$|is 7$/.test(check.reason));
    expect(isSound, `${name}: ${JSON.stringify(check)}`).toBe(true);
  }
});

test(`of ${COUNT} mutated files every one gets a verdict, in time`, async () => {
  // The machine may be busy with other tests; a hang is far beyond this.
  const { findings, verdicts } = await fuzzChecks(20_261, COUNT, { ms: 5000, msPerByte: 0.01 });
  expect(findings.map(({ number, from, problem }) => `${number} of ${from}: ${problem}`)).toEqual([]);
  // All must have been met, or the mutations prove nothing.
  for (const count of Object.values(verdicts)) expect(count).toBeGreaterThan(COUNT / 50);
});
