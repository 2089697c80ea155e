/**
 * For those who write an adapter or a transport. Not covered by the version promise of `@understudy/core`: names here
 * may change with any release.
 */
export { cancellationOf } from "./contract/cancellation.ts";
export type { ClientContext, SendOutcome } from "./contract/client-context.ts";
export { ClientGone, isClientGone } from "./contract/client-gone.ts";
export { type Clock, systemClock } from "./contract/clock.ts";
export { bodyStream } from "./contract/pushed-body.ts";
export { type FieldReader, fieldReader, headOf, type RequestHead } from "./contract/request-head.ts";
export type {
  BodySink,
  Cancellation,
  DirectBody,
  HeaderList,
  Transport,
  TransportOptions,
  TransportRequest,
  TransportResponse,
} from "./contract/transport.ts";
export { TurnEnd } from "./contract/turn-end.ts";
export { ERROR_REDIRECT_OPTION_NAMES } from "./forward/settings.ts";
export type { ResponseHead } from "./message/forward-response.ts";
export { type DirectResponse, takeDirect } from "./message/pushed-response.ts";
export {
  FORWARD_ERROR_CODES,
  ForwardError,
  type ForwardErrorCode,
  type ForwardErrorOptions,
  isForwardError,
} from "./rules/forward-error.ts";
export { didYouMean, nearestName } from "./rules/nearest-name.ts";
export { checkOptionNames, type OptionNames, pickOptions } from "./rules/option-names.ts";
export { hasPipeInPath, parseRootUrl, type RootUrl, type UrlPath } from "./rules/root-url.ts";
export {
  checkWholeNumber,
  TIMER_MS,
  type WholeNumberLimits,
  type WholeNumberOption,
  wholeNumber,
  wholeNumberOf,
} from "./rules/whole-number.ts";
