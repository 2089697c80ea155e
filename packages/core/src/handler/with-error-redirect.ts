import type { AdapterRequestContext } from "@hattip/core";
import type { ClientContext } from "../contract/client-context.ts";
import {
  DEFAULT_MAX_REQUEST_BODY_BYTES,
  ERROR_REDIRECT_OPTION_NAMES,
  type ErrorRedirectOptions,
} from "../forward/settings.ts";
import { OptionError } from "../rules/option-error.ts";
import { checkOptionNames, type OptionNames } from "../rules/option-names.ts";
import { redirectOnError } from "./redirect-on-error.ts";

/** Options of {@link withErrorRedirect}. */
export interface WithErrorRedirectOptions<R extends Request = Request, O extends unknown[] = unknown[]>
  extends ErrorRedirectOptions {
  /**
   * What is known of the client, from the handler's own arguments: at least its address, which the secondary gets as
   * `X-Forwarded-For`.
   * @default nothing but the request's signal and URL
   */
  readonly clientOf?: ((request: R, ...others: O) => ClientContext) | undefined;
  /**
   * Answers what is not redirected: default image, error image, text.
   * @default a text answer for a source error; any other failure is thrown on
   */
  readonly answerLocally?: ((failure: unknown, request: R, ...others: O) => Response | Promise<Response>) | undefined;
}

const OPTION_NAMES = {
  ...ERROR_REDIRECT_OPTION_NAMES,
  clientOf: true,
  answerLocally: true,
} as const satisfies OptionNames<WithErrorRedirectOptions>;

/**
 * Redirect on error for anything that is `(request) => Response`: a route of Next, `Bun.serve`, `Deno.serve`, h3, srvx,
 * SvelteKit or a Worker. What the handler returns goes out as it is; a source error that it throws is sent to the
 * secondary, whose answer is returned.
 *
 * The function that comes back has the handler's own arguments and types. The secondary is reached with `fetch` unless
 * `transport` or the client says otherwise; `createHttpTransport()` of `@understudy/http-transport` is exact on
 * Node.js, Bun and Deno.
 *
 * The handler gets the very request that its server made. A body that it has read is forwarded as well where the
 * request declares a `Content-Length` of at most `maxRequestBodyBytes`; otherwise such a request is answered locally
 * (X10).
 *
 * @param handler throws a `SourceError` when a source of the request is broken
 * @throws {OptionError} for a bad option, at once and not at the first request
 *
 * @example
 * export const GET = withErrorRedirect(
 *   async (request: Request) => new Response(await readImage(new URL(request.url).pathname)),
 *   { rootUrl: "http://images-2.example" },
 * );
 */
export function withErrorRedirect<R extends Request, O extends unknown[]>(
  handler: (request: R, ...others: O) => Response | Promise<Response>,
  options: WithErrorRedirectOptions<R, O> = {},
): (request: R, ...others: O) => Promise<Response> {
  if (typeof handler !== "function") throw new OptionError("handler", handler, "a function of a Request");
  checkOptionNames(options, OPTION_NAMES);
  const { clientOf, answerLocally, ...redirect } = options;
  for (const [name, value] of Object.entries({ clientOf, answerLocally })) {
    if (value !== undefined && typeof value !== "function") throw new OptionError(name, value, "a function");
  }
  const { maxRequestBodyBytes = DEFAULT_MAX_REQUEST_BODY_BYTES } = redirect;
  const respond = redirectOnError<FetchPlatform<R, O>>(({ platform }) => handler(...platform.args), {
    ...redirect,
    ...(answerLocally && { answerLocally: (failure, { platform }) => answerLocally(failure, ...platform.args) }),
  });

  const wrapped = async (...args: [R, ...O]): Promise<Response> => {
    const client = clientOf?.(...args) ?? {};
    const request = requestToForward(args[0], maxRequestBodyBytes);
    return respond(new FetchContext(request, { client, args }));
  };
  // Deno.serve gives a handler no request, or no connection data, when its `length` says that it has no parameter for it.
  return Object.defineProperty(wrapped, "length", { value: 2 });
}

interface FetchPlatform<R, O extends unknown[]> {
  readonly client: ClientContext;
  readonly args: [R, ...O];
}

/** HatTip's context, of which `redirectOnError` uses the request and what is known of the client. */
class FetchContext<P extends { readonly client: ClientContext }> implements AdapterRequestContext<P> {
  request: Request;
  readonly platform: P;

  constructor(request: Request, platform: P) {
    this.request = request;
    this.platform = platform;
  }

  get ip(): string {
    return this.platform.client.address ?? "";
  }

  env(): undefined {}
  passThrough(): void {}
  waitUntil(): void {}
}

/**
 * The request that is forwarded. The handler reads the original, so that it keeps its class and what its framework has
 * put on it. A clone buffers what the handler reads, hence only of a body whose length is known to be within the limit.
 */
function requestToForward(request: Request, maxBytes: number): Request {
  const { body, headers } = request;
  const { url, method, signal } = request;
  if (body === null || request.bodyUsed || method === "GET" || method === "HEAD") return request;
  const declared = Number(headers.get("content-length") ?? Number.NaN);
  if (declared > maxBytes) return request;
  if (declared >= 0) return request.clone();
  const init: RequestInit & { duplex: "half" } = {
    method,
    headers,
    signal,
    body: unreadBody(request, body),
    duplex: "half",
  };
  return new Request(url, init);
}

/** The body of a request until its handler has read from it; fails after that. */
function unreadBody(request: Request, body: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
  let reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        if (reader === undefined && request.bodyUsed) throw new TypeError("the handler has read the request's body");
        reader ??= body.getReader();
        const { done, value } = await reader.read();
        if (done) controller.close();
        else controller.enqueue(value);
      },
    },
    { highWaterMark: 0 },
  );
}
