import type { ConformanceResults } from "../runner/result.ts";
import { htmlReport } from "./html-report.ts";
import { jsonReport } from "./json-report.ts";
import { tapReport } from "./tap-report.ts";
import { textReport } from "./text-report.ts";

/** Makes a text of the results of a run. */
export type Reporter = (results: ConformanceResults) => string;

/** All reporters by name. */
export const REPORTERS = {
  text: textReport,
  json: jsonReport,
  tap: tapReport,
  html: (results) => htmlReport([results]),
} as const satisfies Record<string, Reporter>;

/** The name of a reporter. */
export type ReporterName = keyof typeof REPORTERS;

/** Whether there is a reporter of this name. */
export function isReporterName(name: string): name is ReporterName {
  return Object.hasOwn(REPORTERS, name);
}
