import type { AdapterRequestContext } from "@hattip/core";
import { accessNotes, type ErrorDetail } from "@understudy/core";
import { ClientGone, isClientGone, textError } from "@understudy/core/adapter";
import { isPublicFailure, type PublicFailure } from "../request/public-failure.ts";
import { type RequestState, stateOf } from "../request/request-state.ts";
import { makeDefaultImage, makeErrorImage } from "./error-images.ts";
import type { ImageOutcome } from "./image-maker.ts";
import { sendMade } from "./made-response.ts";

/** Called with a failure that is a bug. */
export type BugListener = (failure: unknown, request: Request) => void;

/** How long a client should wait after an overload. RFC 9110 §10.2.3. */
const RETRY_AFTER_SECONDS = 5;

const MISSING_IMAGE_CODES: ReadonlySet<string> = new Set(["image-not-on-disk", "image-not-in-catalog"]);

/**
 * Never answered with the error image: rendering one more image is no answer to an overload, the path names no image,
 * and a client that set a precondition needs the status.
 */
const TEXT_ONLY_CODES: ReadonlySet<string> = new Set([
  "overloaded",
  "catalog-unavailable",
  "unknown-context",
  "precondition-failed",
]);

/**
 * Answers a failure that is not redirected (R08, R17): with the default image where an image is missing, else with the
 * error image, else with text. Both images go out with status 200, and none of the three may be stored.
 *
 * @param onBug is called with what is no {@link PublicFailure}: its answer is a text, 500, without detail
 */
export async function localResponse(
  failure: unknown,
  context: AdapterRequestContext,
  onBug: BugListener,
): Promise<Response> {
  const state = stateOf(context);
  const detail = state?.catalog.attributes.errorDetail ?? 1;
  const notes = accessNotes(context);
  if (isClientGone(failure)) return new Response(null, { status: ClientGone.status });
  if (!isPublicFailure(failure)) {
    notes.processingStatus = 3;
    notes.exception ??= failure instanceof Error ? failure.name : String(failure);
    onBug(failure, context.request);
    return bugText(detail, context.request);
  }
  // The log says what went wrong also where the client gets an image and a 200.
  notes.processingStatus = processingStatusOf(failure.status);
  notes.exception ??= failure.code;
  notes.traces ??= [];
  notes.traces.push(failure.message);
  const outcome = state === undefined ? undefined : await imageFor(failure, state);
  if (outcome === undefined) return failureText(failure, detail, context.request);
  notes.cacheUse = outcome.use;
  notes.cacheKey = outcome.cacheKey;
  return sendMade(outcome.made, context, { clientMayCache: false });
}

/** The default or error image; undefined where there is none, or it is broken itself. */
async function imageFor(failure: PublicFailure, state: RequestState): Promise<ImageOutcome | undefined> {
  if (!state.wantsImage || TEXT_ONLY_CODES.has(failure.code)) return undefined;
  // A broken substitute is no reason to hide what was wrong with the request: the next one down answers.
  if (MISSING_IMAGE_CODES.has(failure.code)) {
    const outcome = await makeDefaultImage(state).catch(() => undefined);
    if (outcome !== undefined) return outcome;
  }
  return makeErrorImage(failure, state).catch(() => undefined);
}

function failureText(failure: PublicFailure, detail: ErrorDetail, request: Request): Response {
  const { status, publicMessage, code, source, cause } = failure;
  return textError({
    status,
    publicMessage,
    privateDetail: source === undefined ? undefined : `${code}: ${source}`,
    cause,
    detail,
    method: request.method,
    headers: status === 503 ? { "retry-after": String(RETRY_AFTER_SECONDS) } : {},
  });
}

function bugText(detail: ErrorDetail, request: Request): Response {
  return textError({
    status: 500,
    publicMessage: "The server could not answer the request.",
    detail: detail === 0 ? 0 : 1,
    method: request.method,
  });
}

/** `%{ProcessingStatus}r` of a failure. IS manual, "Access logging". */
function processingStatusOf(status: number): 1 | 2 | 3 | 4 {
  if (status === 404) return 1;
  if (status < 500) return 2;
  return status === 503 ? 4 : 3;
}
