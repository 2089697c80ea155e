import { bodyStream } from "../contract/pushed-body.ts";
import type { FieldReader } from "../contract/request-head.ts";
import { fieldReader } from "../contract/request-head.ts";
import type { PushedBody, ResponseHead } from "../contract/transport.ts";
import { toHeaders, toResponse } from "./forward-response.ts";

/** A forwarded response as an adapter sends it, without building parts that are not read. */
export interface PushedResponse extends ResponseHead {
  /** Null when the response has none. It is to be started, or cancelled. */
  readonly body: PushedBody | null;
}

/** What a {@link ForwardedResponse} is made of. */
class Parts {
  readonly head: ResponseHead;
  readonly body: PushedBody | null;
  /** The fields, once they were read and may have been changed. */
  headers: Headers | undefined;
  /** The real `Response`, once it was needed. */
  response: Response | undefined;
  taken = false;

  constructor(head: ResponseHead, body: PushedBody | null) {
    this.head = head;
    this.body = body;
  }

  whole(): Response {
    if (this.taken) throw new TypeError("the response has been sent already");
    if (this.response === undefined) {
      const { head, body } = this;
      this.response = toResponse(head, body && bodyStream(body));
      if (this.headers !== undefined) Object.defineProperty(this.response, "headers", { value: this.headers });
    }
    return this.response;
  }
}

/**
 * A `Response` that is built only as far as it is read: its fields, its body, or nothing at all. For all but an adapter
 * that knows {@link takePushed} it is like any other.
 */
export function pushedResponse(head: ResponseHead, body: PushedBody | null): Response {
  return new ForwardedResponse(new Parts(head, body)) as unknown as Response;
}

/**
 * Takes what is to be sent out of a forwarded response, without a stream in between. For adapters.
 *
 * @returns undefined for any other response, and when its body was read or its stream taken: then it is to be sent as
 * any other
 */
export function takePushed(response: Response): PushedResponse | undefined {
  const parts = ForwardedResponse.partsOf(response);
  if (parts === undefined || parts.response !== undefined || parts.taken) return undefined;
  parts.taken = true;
  const { head, body } = parts;
  const fields = parts.headers === undefined ? head.fields : [...parts.headers];
  return { status: head.status, reason: head.reason, fields, body };
}

/** The fields of any response, read without building more than there is. */
export function responseFields(response: Response): FieldReader {
  const parts = ForwardedResponse.partsOf(response);
  return parts === undefined || parts.headers !== undefined ? response.headers : fieldReader(parts.head.fields);
}

/** No `Response` is made for it: all its members are on its prototype and read {@link Parts}. */
class ForwardedResponse {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  static partsOf(response: object): Parts | undefined {
    return #parts in response ? response.#parts : undefined;
  }

  get status(): number {
    return this.#parts.head.status;
  }

  get statusText(): string {
    return this.#parts.head.reason;
  }

  get ok(): boolean {
    return this.status < 300;
  }

  get headers(): Headers {
    const parts = this.#parts;
    parts.headers ??= parts.response?.headers ?? toHeaders(parts.head.fields);
    return parts.headers;
  }

  get body(): ReadableStream<Uint8Array> | null {
    const parts = this.#parts;
    return parts.body === null ? null : parts.whole().body;
  }

  get bodyUsed(): boolean {
    const parts = this.#parts;
    return parts.taken || (parts.response?.bodyUsed ?? false);
  }

  clone(): Response {
    const parts = this.#parts;
    const copy = parts.whole().clone();
    if (parts.headers === undefined) return copy;
    const { status, statusText } = copy;
    return new Response(copy.body, { status, statusText, headers: parts.headers });
  }
}

// The rest (text(), json(), type, …, also what a runtime adds one day) is that of the real one.
for (const name of Object.getOwnPropertyNames(Response.prototype)) {
  if (name in ForwardedResponse.prototype) continue;
  const { value } = Object.getOwnPropertyDescriptor(Response.prototype, name)!;
  const whole = (response: object) =>
    ForwardedResponse.partsOf(response)!.whole() as unknown as Record<string, unknown>;
  Object.defineProperty(ForwardedResponse.prototype, name, {
    configurable: true,
    ...(typeof value === "function"
      ? {
          value(this: object, ...given: unknown[]) {
            return (value as (...given: unknown[]) => unknown).apply(whole(this), given);
          },
        }
      : {
          get(this: object) {
            return whole(this)[name];
          },
        }),
  });
}
Object.setPrototypeOf(ForwardedResponse.prototype, Response.prototype);
