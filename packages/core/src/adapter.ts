/**
 * For authors of adapters, transports and servers, who need more than a handler does. Not covered by the version
 * promise of `@understudy/core`: names here may change with any release.
 */
export { afterPoll } from "./contract/after-poll.ts";
export { cancellationOf } from "./contract/cancellation.ts";
export type { AnswerElsewhere, ClientContext, SendOutcome } from "./contract/client-context.ts";
export { ClientGone, isClientGone } from "./contract/client-gone.ts";
export { type Clock, systemClock } from "./contract/clock.ts";
export {
  FairPlaces,
  type FairPlacesOptions,
  type Place,
  type PlaceClient,
  type Waiter,
} from "./contract/fair-places.ts";
export { bodyStream } from "./contract/pushed-body.ts";
export { type FieldReader, fieldReader, headOf, pathOf, queryOf, type RequestHead } from "./contract/request-head.ts";
export type {
  BodySink,
  Cancellation,
  FieldList,
  PushedBody,
  ResponseHead,
  Transport,
  TransportOptions,
  TransportRequest,
  TransportResponse,
} from "./contract/transport.ts";
export { TurnBatch } from "./contract/turn-batch.ts";
export {
  ERROR_REDIRECT_OPTION_NAMES,
  type ErrorRedirectProperties,
  errorRedirectSettings,
} from "./forward/settings.ts";
export { type TextErrorParts, textError } from "./message/error-response.ts";
export { type PushedResponse, takePushed } from "./message/pushed-response.ts";
export { isOfUnknownLength } from "./message/unknown-length.ts";
export type { AccessNotes, CacheUse, RedirectNote } from "./record/access-record.ts";
export type { SecondaryHad } from "./record/repair-list.ts";
export { TERMINAL_CHARACTERS } from "./record/terminal-characters.ts";
export {
  FORWARD_ERROR_CODES,
  ForwardError,
  type ForwardErrorCode,
  type ForwardErrorOptions,
  isForwardError,
} from "./rules/forward-error.ts";
export { isConnectionField } from "./rules/hop-by-hop.ts";
export { didYouMean, nearestName } from "./rules/nearest-name.ts";
export { checkOptionNames, type OptionNames, pickOptions } from "./rules/option-names.ts";
export { hasPipeInPath, parseRootUrl, type RootUrl } from "./rules/root-url.ts";
export { isSourceErrorCode, SOURCE_ERROR_CODES, type SourceErrorLike } from "./rules/source-error.ts";
export type { VerdictAction, VerdictReason } from "./rules/verdict.ts";
export {
  checkWholeNumber,
  TIMER_MS,
  type WholeNumberLimits,
  type WholeNumberOption,
  wholeNumber,
  wholeNumberOf,
} from "./rules/whole-number.ts";
