export type { AccessNotes, AccessRecord, CacheUse, RedirectNote } from "./access-record.ts";
export type { ClientContext, SendOutcome } from "./client-context.ts";
export {
  FORWARD_ERROR_CODES,
  ForwardError,
  type ForwardErrorCode,
  type ForwardErrorOptions,
  isForwardError,
} from "./forward-error.ts";
export {
  isSourceError,
  isSourceErrorCode,
  SOURCE_ERROR_CODES,
  SourceError,
  type SourceErrorCode,
  type SourceErrorLike,
  type SourceErrorOptions,
} from "./source-error.ts";
export type { HeaderList, Transport, TransportOptions, TransportRequest, TransportResponse } from "./transport.ts";
