import type { ConfigurationNotice } from "../configuration/configuration.ts";
import { formatNotice } from "../configuration/format-notice.ts";

/** Tells what loadings have found. */
export interface LoadReporter {
  /**
   * Tells what a loading has found: first the warnings that the loading before did not have, then every error.
   *
   * @returns how many warnings were left out, as they are unchanged
   */
  report(notices: readonly ConfigurationNotice[]): number;
}

/** @param onNotice gets one notice after the other */
export function createLoadReporter(onNotice: (notice: ConfigurationNotice) => void): LoadReporter {
  let before: ReadonlySet<string> = new Set();
  return {
    report(notices) {
      const warnings = notices.filter(({ severity }) => severity === "warning");
      const fresh = warnings.filter((notice) => !before.has(formatNotice(notice)));
      before = new Set(warnings.map(formatNotice));
      for (const notice of [...fresh, ...notices.filter(({ severity }) => severity === "error")]) onNotice(notice);
      return warnings.length - fresh.length;
    },
  };
}
