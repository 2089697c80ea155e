export type { ClientContext } from "./contract/client-context.ts";
export { createFetchTransport, type FetchTransportOptions } from "./contract/fetch-transport.ts";
export type { Transport } from "./contract/transport.ts";
export type { ErrorRedirectOptions } from "./forward/settings.ts";
export { createErrorRedirect, type ErrorRedirectResult } from "./handler/error-redirect.ts";
export { type RedirectOnErrorOptions, redirectOnError } from "./handler/redirect-on-error.ts";
export { type WithErrorRedirectOptions, withErrorRedirect } from "./handler/with-error-redirect.ts";
export { type ErrorDetail, type SourceErrorTextOptions, sourceErrorText } from "./message/error-response.ts";
export { formatJsonRecord } from "./record/access-json.ts";
export { accessNotes } from "./record/access-notes.ts";
export { createPatternFormatter, DEFAULT_ACCESS_LOG_PATTERN } from "./record/access-pattern.ts";
export type { AccessRecord } from "./record/access-record.ts";
export {
  type BrokenSource,
  createRepairList,
  formatRepairList,
  type RepairList,
  type RepairListOptions,
} from "./record/repair-list.ts";
export { OptionError } from "./rules/option-error.ts";
export {
  findSourceError,
  isSourceError,
  SourceError,
  type SourceErrorCode,
  type SourceErrorOptions,
} from "./rules/source-error.ts";
export { type Verdict, type VerdictPolicy, verdict } from "./rules/verdict.ts";
