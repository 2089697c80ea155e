export type { ClientContext } from "./contract/client-context.ts";
export type { Clock } from "./contract/clock.ts";
export { createFetchTransport, type FetchTransportOptions } from "./contract/fetch-transport.ts";
export type { Transport } from "./contract/transport.ts";
export { type ErrorRedirectOptions, type ErrorRedirectProperties, errorRedirectSettings } from "./forward/settings.ts";
export { createErrorRedirect, type ErrorRedirectResult } from "./handler/error-redirect.ts";
export { type RedirectOnErrorOptions, redirectOnError } from "./handler/redirect-on-error.ts";
export { type WithErrorRedirectOptions, withErrorRedirect } from "./handler/with-error-redirect.ts";
export {
  type ErrorDetail,
  type SourceErrorTextOptions,
  sourceErrorText,
  type TextErrorParts,
  textError,
} from "./message/error-response.ts";
export { formatJsonRecord } from "./record/access-json.ts";
export { accessNotes } from "./record/access-notes.ts";
export { createPatternFormatter, DEFAULT_ACCESS_LOG_PATTERN } from "./record/access-pattern.ts";
export type { AccessNotes, AccessRecord, CacheUse, RedirectNote } from "./record/access-record.ts";
export {
  type BrokenSource,
  createRepairList,
  formatRepairList,
  type RepairList,
  type RepairListOptions,
  type SecondaryHad,
} from "./record/repair-list.ts";
export { OptionError } from "./rules/option-error.ts";
export {
  findSourceError,
  isSourceError,
  isSourceErrorCode,
  SOURCE_ERROR_CODES,
  SourceError,
  type SourceErrorCode,
  type SourceErrorLike,
  type SourceErrorOptions,
} from "./rules/source-error.ts";
export { type Verdict, type VerdictAction, type VerdictPolicy, type VerdictReason, verdict } from "./rules/verdict.ts";
