export { formatJsonRecord } from "./access-json.ts";
export { accessNotes } from "./access-notes.ts";
export { createPatternFormatter, DEFAULT_ACCESS_LOG_PATTERN } from "./access-pattern.ts";
export type { AccessNotes, AccessRecord, CacheUse, RedirectNote } from "./access-record.ts";
export { cancellationOf } from "./cancellation.ts";
export type { ClientContext, SendOutcome } from "./client-context.ts";
export { ClientGone, isClientGone } from "./client-gone.ts";
export { type Clock, systemClock } from "./clock.ts";
export { bodyStream } from "./direct-body.ts";
export { type DirectResponse, takeDirect } from "./direct-response.ts";
export { createErrorRedirect, type ErrorRedirectResult } from "./error-redirect.ts";
export { type ErrorDetail, sourceErrorText, type TextErrorParts, textError } from "./error-response.ts";
export { createFetchTransport, type FetchTransportOptions } from "./fetch-transport.ts";
export {
  FORWARD_ERROR_CODES,
  ForwardError,
  type ForwardErrorCode,
  type ForwardErrorOptions,
  isForwardError,
} from "./forward-error.ts";
export { OptionError } from "./option-error.ts";
export { type RedirectOnErrorOptions, redirectOnError } from "./redirect-on-error.ts";
export {
  type BrokenSource,
  createRepairList,
  formatRepairList,
  type RepairList,
  type RepairListOptions,
  type SecondaryHad,
} from "./repair-list.ts";
export { type FieldReader, fieldReader, headOf, type RequestHead } from "./request-head.ts";
export { hasPipeInPath, onRoot, parseRootUrl, type RootUrl } from "./root-url.ts";
export { type ErrorRedirectOptions, type ErrorRedirectProperties, errorRedirectSettings } from "./settings.ts";
export {
  isSourceError,
  isSourceErrorCode,
  SOURCE_ERROR_CODES,
  SourceError,
  type SourceErrorCode,
  type SourceErrorLike,
  type SourceErrorOptions,
} from "./source-error.ts";
export type {
  BodySink,
  Cancellation,
  DirectBody,
  HeaderList,
  Transport,
  TransportOptions,
  TransportRequest,
  TransportResponse,
} from "./transport.ts";
export { TurnEnd } from "./turn-end.ts";
export { type Verdict, type VerdictAction, type VerdictPolicy, type VerdictReason, verdict } from "./verdict.ts";
