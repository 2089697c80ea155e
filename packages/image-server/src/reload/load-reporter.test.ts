import { expect, test } from "vitest";
import type { ConfigurationNotice } from "../configuration/configuration.ts";
import { createLoadReporter } from "./load-reporter.ts";

const notice = (severity: ConfigurationNotice["severity"], message: string) => ({ severity, file: "f", message });

test("errors come last; unchanged warnings are not told again, errors are", () => {
  const told: string[] = [];
  const { report } = createLoadReporter(({ message }) => told.push(message));
  expect(report([notice("error", "e1"), notice("warning", "w1")])).toBe(0);
  expect(told.splice(0)).toEqual(["w1", "e1"]);
  expect(report([notice("warning", "w1"), notice("error", "e1"), notice("warning", "w2")])).toBe(1);
  expect(told.splice(0)).toEqual(["w2", "e1"]);
  expect(report([])).toBe(0);
  expect(report([notice("warning", "w1")])).toBe(0);
  expect(told).toEqual(["w1"]);
});
