import type { ConfigurationNotice } from "../configuration/configuration.ts";

/** Where in a file something was found. */
interface NoticePlace {
  readonly line?: number;
  readonly column?: string;
}

/** Collects the notices of one file, and counts instead of collecting when a large file is wrong in every row. */
export interface NoticeList {
  warning(message: string, place?: NoticePlace): void;
  error(message: string, place?: NoticePlace): void;
  /** Everything so far; the last one says how many were left out. */
  notices(): readonly ConfigurationNotice[];
}

/** Creates the list of one file. `most` is how many notices are kept. */
export function createNoticeList(file: string, most = 100): NoticeList {
  const kept: ConfigurationNotice[] = [];
  let errorsLeftOut = 0;
  let warningsLeftOut = 0;
  const add = (severity: ConfigurationNotice["severity"], message: string, place: NoticePlace = {}) => {
    if (kept.length < most) kept.push({ severity, file, ...place, message });
    else if (severity === "error") errorsLeftOut++;
    else warningsLeftOut++;
  };
  return {
    warning: (message, place) => add("warning", message, place),
    error: (message, place) => add("error", message, place),
    notices() {
      if (errorsLeftOut + warningsLeftOut === 0) return kept;
      const message = `${errorsLeftOut} more errors and ${warningsLeftOut} more warnings in this file are not shown`;
      return [...kept, { severity: errorsLeftOut > 0 ? "error" : "warning", file, message }];
    },
  };
}
