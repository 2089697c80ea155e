import { STATUS_CODES } from "node:http";

/** The head of a response as it goes to the wire. */
export interface ResponseHead {
  readonly status: number;
  /** The standard phrase where the handler gives none, which cannot be distinguished from an empty one. */
  readonly statusText: string;
  /** One pair a field line. */
  readonly fields: (readonly [name: string, value: string])[];
  /**
   * Whether the message has a body: not for HEAD, 204 and 304 (RFC 9112 §6.3), and not for 205, whose length is 0 (RFC
   * 9110 §15.3.6).
   */
  readonly hasBody: boolean;
  /** Bytes that the body must have, when the head says so. */
  readonly bodyLength: number | undefined;
}

/** Fields of one connection only; the server writes its own (RFC 9110 §7.6.1). */
const CONNECTION_FIELDS = new Set([
  "connection",
  "keep-alive",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

/** One bit for each length that such a name has: most names have another one, and need not be looked up. */
let connectionFieldLengths = 0;
for (const name of CONNECTION_FIELDS) connectionFieldLengths |= 1 << name.length;

function isConnectionField(name: string): boolean {
  const { length } = name;
  return length < 32 && (connectionFieldLengths & (1 << length)) !== 0 && CONNECTION_FIELDS.has(name.toLowerCase());
}

/**
 * Makes the head of a response.
 *
 * `Content-Length` is the handler's where that is allowed: on HEAD and 304 it is the length of a body that is not
 * sent, on 204 there must be none (RFC 9110 §8.6), on 205 it is 0. A response without a body gets `content-length: 0`.
 *
 * @throws {RangeError} for a status that cannot be the last of an exchange
 */
export function responseHead(method: string | undefined, response: Response): ResponseHead {
  const { status, statusText } = response;
  // The iterator gives every set-cookie on its own.
  const text = statusText || (STATUS_CODES[status] ?? "");
  return headOfFields(method, status, text, response.headers, response.body !== null);
}

/** The same of its parts. @param given one pair a field line */
export function headOfFields(
  method: string | undefined,
  status: number,
  statusText: string,
  given: Iterable<readonly [string, string]>,
  bodyGiven: boolean,
): ResponseHead {
  // Response.error() has the status 0, and 1xx are not final.
  if (status < 200) throw new RangeError(`the response's status is ${status}; allowed are 200 to 599`);
  const hasBody = method !== "HEAD" && status !== 204 && status !== 205 && status !== 304;

  const fields: ResponseHead["fields"] = [];
  let bodyLength: number | undefined;
  for (const field of given) {
    const [name, value] = field;
    if (isConnectionField(name)) continue;
    if (name.length === 14 && name.toLowerCase() === "content-length") {
      // One that is no number would break the framing; without it the body goes out in chunks.
      if (status === 204 || status === 205 || !/^\d{1,15}$/.test(value)) continue;
      bodyLength = Number(value);
    }
    fields.push(field);
  }
  if (status === 205 || (hasBody && !bodyGiven && bodyLength === undefined)) {
    bodyLength = 0;
    fields.push(["content-length", "0"]);
  }
  return { status, statusText, fields, hasBody, bodyLength };
}
