import { cancellationOf } from "../contract/cancellation.ts";
import type { ClientContext } from "../contract/client-context.ts";
import { ClientGone, isClientGone } from "../contract/client-gone.ts";
import { createFetchTransport } from "../contract/fetch-transport.ts";
import { bodyStream } from "../contract/pushed-body.ts";
import { fieldOf, type RequestHead } from "../contract/request-head.ts";
import type { Cancellation, ResponseHead } from "../contract/transport.ts";
import { type ErrorDetail, forwardErrorText, textError } from "../message/error-response.ts";
import { buildForwardRequest } from "../message/forward-request.ts";
import { buildForwardHead, toResponse } from "../message/forward-response.ts";
import { pushedResponse } from "../message/pushed-response.ts";
import type { KeptBody } from "../message/request-body.ts";
import { responseOfUnknownLength } from "../message/unknown-length.ts";
import type { RedirectNote } from "../record/access-record.ts";
import { type ForwardError, isForwardError } from "../rules/forward-error.ts";
import { CDN_LOOP, hasPassedHere } from "../rules/loop-guard.ts";
import { hasPipeInPath } from "../rules/root-url.ts";
import { findSourceError } from "../rules/source-error.ts";
import { verdict } from "../rules/verdict.ts";
import type { Transfer } from "./guarded-body.ts";
import type { ErrorRedirectSettings } from "./settings.ts";
import { type ForwardAnswer, timedForward } from "./timed-forward.ts";

/** For clients whose adapter brings none. */
const fetchTransport = createFetchTransport();

/** What redirect on error did with a failure, and what the log says of it. */
export type ForwardResult =
  | { readonly kind: "local"; readonly note: RedirectNote }
  | { readonly kind: "remote"; readonly response: Response; readonly note: RedirectNote; readonly transfer: Transfer }
  | { readonly kind: "failed"; readonly response: Response; readonly note: RedirectNote };

/** A failed request, and how to get at its body. */
export interface FailedRequest {
  readonly failure: unknown;
  readonly head: RequestHead;
  /** The request itself, for the few cases that need one. */
  readonly request: () => Request;
  readonly client: ClientContext;
  /** How much its text error says. */
  readonly errorDetail: () => ErrorDetail;
  readonly takeBody: () => KeptBody | Promise<KeptBody>;
}

/**
 * Judges a failure and, where the rules say so, gets the secondary's answer. Never throws: no answer is an answer too,
 * the text error of R15.
 */
export async function forwardFailure(settings: ErrorRedirectSettings, failed: FailedRequest): Promise<ForwardResult> {
  const { root, policy, serverId } = settings;
  const { failure, head, client } = failed;
  const { redirect, reason, code = "-" } = verdict(failure, policy);

  if (!redirect) return { kind: "local", note: noteOf("local", code, reason, failure) };
  if (root === undefined) return { kind: "local", note: noteOf("local", code, "R12-off", failure) };
  if (hasPipeInPath(head.target)) return { kind: "local", note: noteOf("local", code, "R16-pipe", failure) };
  const cdnLoop = fieldOf(head.fields, CDN_LOOP);
  if (hasPassedHere(cdnLoop, serverId)) return { kind: "local", note: noteOf("local", code, "X06-loop", failure) };
  const taken = failed.takeBody();
  const body = taken instanceof Promise ? await taken : taken;
  if (body.kind !== "bytes") return { kind: "local", note: noteOf("local", code, "X10-body", failure) };

  try {
    const answer = await timedForward(buildForwardRequest({ head, client, body: body.bytes, root, serverId }), {
      transport: settings.transport ?? client.transport ?? fetchTransport,
      connectTimeoutMs: settings.connectTimeoutMs,
      socketTimeoutMs: settings.socketTimeoutMs,
      clock: settings.clock,
      clientGone: clientGone(failed),
      client,
    });
    return {
      kind: "remote",
      response: responseOf(answer, serverId, client, head.method),
      note: noteOf("remote", code, reason, failure),
      transfer: answer.transfer,
    };
  } catch (problem) {
    return failedForward(settings, failed, problem, noteOf("failed", code, reason, failure));
  }
}

function noteOf(outcome: RedirectNote["outcome"], code: string, reason: string, failure: unknown): RedirectNote {
  const source = findSourceError(failure)?.source;
  return source === undefined
    ? { outcome, code, reason, cause: failure }
    : { outcome, code, reason, source, cause: failure };
}

function clientGone({ client, request }: FailedRequest): Cancellation {
  return client.gone ?? cancellationOf(client.signal ?? request().signal);
}

function responseOf(
  { response, body }: ForwardAnswer,
  serverId: string,
  client: ClientContext,
  method: string,
): Response {
  try {
    const head = buildForwardHead(response, serverId);
    // Only where the transport has no stream anyway: it has checked the head then, which is not done anywhere else.
    if (client.takesPushedBody === true && (response.pushed !== undefined || body === null)) {
      return pushedResponse(head, body);
    }
    if (method === "HEAD" && !saysLength(head)) return responseOfUnknownLength(head);
    return toResponse(head, body && bodyStream(body));
  } catch (malformed) {
    body?.cancel(malformed);
    throw malformed;
  }
}

/** Whether the length of the body to a GET is known by the response to a HEAD: 204, 205 and 304 have none. */
function saysLength({ status, fields }: ResponseHead): boolean {
  if (status === 204 || status === 205 || status === 304) return true;
  return fields.some(([name]) => name.length === 14 && name.toLowerCase() === "content-length");
}

function failedForward(
  settings: ErrorRedirectSettings,
  { head, errorDetail }: FailedRequest,
  problem: unknown,
  note: RedirectNote,
): ForwardResult {
  if (isClientGone(problem)) {
    const response = textError({ status: ClientGone.status, publicMessage: problem.message, method: head.method });
    return { kind: "failed", response, note };
  }
  if (!isForwardError(problem)) throw problem;
  const error: ForwardError = problem;
  const response = forwardErrorText(error, {
    serverId: settings.serverId,
    origin: settings.root?.origin ?? "",
    detail: errorDetail(),
    method: head.method,
  });
  return { kind: "failed", response, note: { ...note, forwardError: error.code, cause: error } };
}
