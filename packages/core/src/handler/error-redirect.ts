import type { ClientContext } from "../contract/client-context.ts";
import { headOf } from "../contract/request-head.ts";
import { forwardFailure } from "../forward/forwarder.ts";
import { ERROR_REDIRECT_OPTION_NAMES, type ErrorRedirectOptions, resolveSettings } from "../forward/settings.ts";
import { readRequestBody } from "../message/request-body.ts";
import { checkOptionNames } from "../rules/option-names.ts";
import { RequestOverlap, RequestRecorder } from "./request-recorder.ts";

/** What became of a failure. */
export type ErrorRedirectResult =
  /** Answer it yourself; `reason` is the rule, or why a redirect was not possible (`R12-off`, `R16-pipe`, …). */
  | { readonly kind: "local"; readonly reason: string }
  /** The secondary's answer. Its body fails when the secondary's does: cut the client's connection then (X08). */
  | { readonly kind: "remote"; readonly response: Response }
  /** The text error for a secondary that gave no answer (R15). */
  | { readonly kind: "failed"; readonly response: Response };

/**
 * Redirect on error for a framework that catches errors itself (Hono, Express, Fastify): call the function that it
 * returns from the error handler, and send the response of `remote` and `failed`.
 *
 * `onRecord` is called for those two only; a local answer is the framework's own to log.
 *
 * @example
 * const errorRedirect = createErrorRedirect({ rootUrl: "http://images-2.example" });
 * app.onError(async (error, c) => {
 *   const result = await errorRedirect(error, c.req.raw);
 *   return result.kind === "local" ? c.text("Not found", 404) : result.response;
 * });
 *
 * @returns a function of the failure, the request and what is known of the client; it does not throw
 * @throws {OptionError} for a bad option
 */
export function createErrorRedirect(
  options: ErrorRedirectOptions = {},
): (failure: unknown, request: Request, client?: ClientContext) => Promise<ErrorRedirectResult> {
  checkOptionNames(options, ERROR_REDIRECT_OPTION_NAMES);
  const settings = resolveSettings(options);
  const { onRecord, clock } = settings;
  const overlap = new RequestOverlap();

  return async (failure, request, client = {}) => {
    const head = client.requestHead?.() ?? headOf(request);
    const recorder = onRecord && new RequestRecorder({ clock, onRecord }, head, client, {}, overlap);
    const result = await forwardFailure(settings, {
      failure,
      head,
      request: () => request,
      client,
      errorDetail: () => settings.errorDetail(request),
      takeBody: async () => {
        const { body } = client;
        if (body === undefined) return readRequestBody(request, settings.maxRequestBodyBytes);
        return body.byteLength > settings.maxRequestBodyBytes ? { kind: "too-long" } : { kind: "bytes", bytes: body };
      },
    });
    if (result.kind === "local") {
      recorder?.discard();
      return { kind: "local", reason: result.note.reason };
    }
    if (recorder === undefined) return { kind: result.kind, response: result.response };
    recorder.forwarded(result);
    return { kind: result.kind, response: recorder.sending(result.response) };
  };
}
