import type { AdapterRequestContext, HattipHandler } from "@hattip/core";
import type { ClientContext } from "../contract/client-context.ts";
import { headOf, type RequestHead } from "../contract/request-head.ts";
import { forwardFailure } from "../forward/forwarder.ts";
import {
  ERROR_REDIRECT_OPTION_NAMES,
  type ErrorRedirectOptions,
  type ErrorRedirectSettings,
  resolveSettings,
} from "../forward/settings.ts";
import { sourceErrorText } from "../message/error-response.ts";
import { peekBody } from "../message/peek-body.ts";
import { type KeptBody, keepRequestBody, readRequestBody } from "../message/request-body.ts";
import { accessNotes } from "../record/access-notes.ts";
import { OptionError } from "../rules/option-error.ts";
import { checkOptionNames, type OptionNames } from "../rules/option-names.ts";
import { findSourceError } from "../rules/source-error.ts";
import { RequestOverlap, RequestRecorder } from "./request-recorder.ts";

/** Options of {@link redirectOnError}. */
export interface RedirectOnErrorOptions<P = unknown> extends ErrorRedirectOptions {
  /**
   * Answers what is not redirected: default image, error image, text.
   * @default a text answer for a source error; any other failure is thrown on
   */
  readonly answerLocally?: (failure: unknown, context: AdapterRequestContext<P>) => Response | Promise<Response>;
}

const OPTION_NAMES = {
  ...ERROR_REDIRECT_OPTION_NAMES,
  answerLocally: true,
} as const satisfies OptionNames<RedirectOnErrorOptions>;

/**
 * Wraps a primary: what it answers goes to the client as it is; a source error that it throws is sent to the secondary
 * server, whose answer goes to the client (IS manual, "Redirect on error"). This is not an HTTP 3xx: the client sees
 * one ordinary response.
 *
 * @param primary throws a `SourceError` when a source of the request is broken
 * @returns a handler for any HatTip adapter
 * @throws {OptionError} for a bad option, at once and not at the first request
 *
 * @example
 * export default redirectOnError(images, { rootUrl: "http://images-2.example" });
 */
export function redirectOnError<P = unknown>(
  primary: HattipHandler<P>,
  options: RedirectOnErrorOptions<P> = {},
): HattipHandler<P> {
  if (typeof primary !== "function") throw new OptionError("primary", primary, "a HatTip handler");
  checkOptionNames(options, OPTION_NAMES);
  const settings = resolveSettings(options);
  const { answerLocally } = options;
  if (answerLocally !== undefined && typeof answerLocally !== "function") {
    throw new OptionError("answerLocally", answerLocally, "a function");
  }
  const overlap = new RequestOverlap();

  return async (context) => {
    const client = clientOf(context);
    // A `Request` is made only when it is read.
    const head = client.requestHead?.() ?? headOf(context.request);
    const { onRecord, clock } = settings;
    const recorder = onRecord && new RequestRecorder({ clock, onRecord }, head, client, accessNotes(context), overlap);
    const body = keepBody(settings, head, context);
    const recover = (failure: unknown) => answerFailure(failure, { context, client, head, body, recorder });

    let response: Response;
    // Of the primary's response, where that is known without watching it go.
    let bodyBytes: number | undefined;
    try {
      response = await primary(context);
      const { holdBytes } = settings;
      if (head.method === "HEAD") bodyBytes = 0;
      else if (holdBytes === 0 && client.beforeFirstByte !== undefined) client.beforeFirstByte(recover);
      else bodyBytes = (await peekBody(response, holdBytes)).bodyBytes;
    } catch (failure) {
      // Awaited here: a promise that is returned as it is takes two turns more.
      return await recover(failure);
    }
    return recorder === undefined ? response : recorder.sending(response, bodyBytes);
  };

  /** What the client gets when the primary has failed: the secondary's response, or what answers here. */
  async function answerFailure(failure: unknown, asked: Asked<P>): Promise<Response> {
    const { context, client, body, recorder } = asked;
    try {
      const result = await forwardFailure(settings, {
        failure,
        head: headNow(asked),
        request: () => context.request,
        client,
        errorDetail: () => settings.errorDetail(context.request, context),
        takeBody: body.take,
      });
      recorder?.forwarded(result);
      const response = result.kind === "local" ? await answerHere(failure, context) : result.response;
      return recorder === undefined ? response : recorder.sending(response);
    } catch (unanswered) {
      recorder?.failed(unanswered);
      throw unanswered;
    }
  }

  async function answerHere(failure: unknown, context: AdapterRequestContext<P>): Promise<Response> {
    if (answerLocally !== undefined) return answerLocally(failure, context);
    const broken = findSourceError(failure);
    if (broken === undefined) throw failure;
    const { request } = context;
    return sourceErrorText(broken, { detail: settings.errorDetail(request, context), method: request.method });
  }
}

/** A request that the primary was asked for. */
interface Asked<P> {
  readonly context: AdapterRequestContext<P>;
  readonly client: ClientContext;
  /** As it was when it came. */
  readonly head: RequestHead;
  readonly body: BodyKeeper;
  readonly recorder: RequestRecorder | undefined;
}

/** The head by now: the primary may have put another request into its context, or changed the fields of this one. */
function headNow({ context, client, head, body }: Asked<unknown>): RequestHead {
  const now = client.requestHead?.();
  if (now !== undefined) return now;
  // That one was made here, of the one that came.
  const isKept = context.request === body.request;
  return isKept ? headOf(context.request, head) : headOf(context.request);
}

/** The body of a request, for the secondary. */
interface BodyKeeper {
  readonly take: () => KeptBody | Promise<KeptBody>;
  /** What the primary reads in the place of the request that came, where the body is kept. */
  readonly request?: Request;
}

/** Lets the primary read the body and keeps it for the secondary, only where there is a body and redirect on error is on. */
function keepBody(
  { root, maxRequestBodyBytes }: ErrorRedirectSettings,
  { method }: RequestHead,
  context: AdapterRequestContext,
): BodyKeeper {
  // A Request of these has no body.
  if (method === "GET" || method === "HEAD") return NO_BODY;
  if (root === undefined) return { take: () => readRequestBody(context.request, 0) };
  const keeper = keepRequestBody(context.request, maxRequestBodyBytes);
  context.request = keeper.request;
  return keeper;
}

const NO_BODY: BodyKeeper = { take: () => ({ kind: "bytes", bytes: null }) };

/** What the adapter knows of the client; one that is not ours gives at least the address. */
function clientOf({ platform, ip }: AdapterRequestContext): ClientContext {
  const client = (platform as { client?: ClientContext } | null | undefined)?.client;
  return client ?? (ip ? { address: ip } : {});
}
