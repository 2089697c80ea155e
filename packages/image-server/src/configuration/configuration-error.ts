import type { ConfigurationNotice } from "./configuration.ts";
import { formatNotice } from "./format-notice.ts";

/**
 * A configuration cannot be used. `notices` says everything that is wrong with it at once (file, line, key, value and
 * what is allowed), the message the same in lines.
 */
export class ConfigurationError extends Error {
  override readonly name = "ConfigurationError";
  /** Stable, to recognise the error by. */
  readonly code = "configuration-invalid";
  /**
   * Whether nothing else is wrong than that parts are missing which are named: what `allowIncomplete` starts without.
   */
  readonly incomplete: boolean;
  /** At least one of severity `error`; warnings that came up before are among them. */
  readonly notices: readonly ConfigurationNotice[];

  constructor(notices: readonly ConfigurationNotice[], { incomplete = false }: { incomplete?: boolean } = {}) {
    const errors = notices.filter((notice) => notice.severity === "error");
    super(errors.map(formatNotice).join("\n"));
    this.notices = notices;
    this.incomplete = incomplete;
  }
}

/** Whether a failure is a {@link ConfigurationError}, of this or of another copy of the package. */
export function isConfigurationError(failure: unknown): failure is ConfigurationError {
  if (typeof failure !== "object" || failure === null) return false;
  const candidate = failure as Partial<ConfigurationError>;
  return candidate.code === "configuration-invalid" && Array.isArray(candidate.notices);
}
