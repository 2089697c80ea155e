import { STATUS_CODES } from "node:http";
import { isConnectionField, type ResponseHead } from "@understudy/core/adapter";

/**
 * The head of a response as it goes to the wire. Its `reason` is the standard phrase where the handler gives none, which cannot be told
 * from an empty one.
 */
export interface SentHead extends ResponseHead {
  /** Whether the message has a body: not for HEAD, 204 and 304 (RFC 9112 §6.3), and not for 205, whose length is 0 (RFC 9110 §15.3.6). */
  readonly hasBody: boolean;
  /** Bytes that the body must have, when the head says so. */
  readonly bodyBytes: number | undefined;
}

/**
 * Makes the head of a response.
 *
 * `Content-Length` is the handler's where that is allowed: on HEAD and 304 it is the length of a body that is not
 * sent, on 204 there must be none (RFC 9110 §8.6), on 205 it is 0. A response without a body gets `content-length: 0`.
 *
 * @throws {RangeError} for a status that cannot be the last of an exchange
 */
export function responseHead(method: string | undefined, response: Response): SentHead {
  const { status, statusText } = response;
  // The iterator gives every set-cookie on its own.
  const text = statusText || (STATUS_CODES[status] ?? "");
  return headOfFields(method, status, text, response.headers, response.body !== null);
}

/** The same of its parts. @param given one pair a field line */
export function headOfFields(
  method: string | undefined,
  status: number,
  reason: string,
  given: Iterable<readonly [string, string]>,
  bodyGiven: boolean,
): SentHead {
  // Response.error() has the status 0, and 1xx are not final.
  if (status < 200) throw new RangeError(`the response's status is ${status}; allowed are 200 to 599`);
  const hasBody = method !== "HEAD" && status !== 204 && status !== 205 && status !== 304;

  const fields: (readonly [string, string])[] = [];
  let bodyBytes: number | undefined;
  let lengthAt = -1;
  let mixesUp = false;
  for (const field of given) {
    const [name, value] = field;
    if (isConnectionField(name)) continue;
    if (name.length === 14 && name.toLowerCase() === "content-length") {
      // One that is no number would break the framing; without it the body goes out in chunks.
      if (status === 204 || status === 205 || !/^\d{1,15}$/.test(value)) continue;
      bodyBytes = Number(value);
      lengthAt = fields.length;
    } else if (lengthAt >= 0 && name.length === 19 && name.toLowerCase() === "content-disposition") {
      mixesUp = true;
    }
    fields.push(field);
  }
  // Node writes other bytes for a Content-Disposition behind a Content-Length, a CR and LF among them
  // (https://github.com/nodejs/node/issues/58240).
  if (mixesUp) fields.push(...fields.splice(lengthAt, 1));
  if (status === 205 || (hasBody && !bodyGiven && bodyBytes === undefined)) {
    bodyBytes = 0;
    fields.push(["content-length", "0"]);
  }
  return { status, reason, fields, hasBody, bodyBytes };
}

/** A body that has not the length that its head promised. @param length bytes that came so far */
export function wrongLength(promised: number | undefined, length: number): Error {
  const found = length > Number(promised) ? `at least ${length}` : `${length}`;
  return new Error(`the response's body has ${found} bytes and its Content-Length is ${promised}`);
}
