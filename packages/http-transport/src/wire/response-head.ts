import { isFieldText, isToken, trimmed } from "./characters.ts";
import { WireError } from "./wire-error.ts";

/** The head of a response as it came. */
export interface ResponseHead {
  /** HTTP/1.0 or HTTP/1.1. */
  readonly minorVersion: 0 | 1;
  /** 100 to 599 */
  readonly status: number;
  /** Latin-1 */
  readonly reason: string;
  /** One pair a field line, in order, names in the case of the wire. */
  readonly fields: [name: string, value: string][];
}

/**
 * Reads a whole head (RFC 9112 §2 to §5) and nothing that is not one: every line ends with CRLF, no line is folded, no blank stands before
 * a colon, no control character anywhere. A lenient reader is what response smuggling needs.
 *
 * @param text Latin-1, ending with the empty line
 * @throws {WireError} for anything else
 */
export function parseResponseHead(text: string): ResponseHead {
  let end = text.indexOf("\r\n");
  const { minorVersion, status, reason } = parseStatusLine(text.slice(0, end));
  const fields: [string, string][] = [];
  for (let begin = end + 2; ; begin = end + 2) {
    end = text.indexOf("\r\n", begin);
    if (end === begin) return { minorVersion, status, reason, fields };
    fields.push(parseFieldLine(text, begin, end));
  }
}

/** @throws {WireError} when it is none */
export function parseFieldLine(text: string, begin: number, end: number): [name: string, value: string] {
  const colon = text.indexOf(":", begin);
  if (colon < 0 || colon >= end) throw new WireError("malformed", "a line of the head is no field");
  const name = text.slice(begin, colon);
  // A folded line begins with a blank, which is no token either.
  if (!isToken(name)) throw new WireError("malformed", "the name of a field is no token");
  const value = trimmed(text, colon + 1, end);
  if (!isFieldText(value)) throw new WireError("malformed", `a control character stands in the field ${name}`);
  return [name, value];
}

/** The reason and the blank before it may be missing, as llhttp allows it too. */
const STATUS_LINE = /^HTTP\/1\.([01]) (\d{3})(?: (.*))?$/s;

function parseStatusLine(line: string): Omit<ResponseHead, "fields"> {
  const parts = STATUS_LINE.exec(line);
  if (parts === null) throw new WireError("malformed", "the answer does not begin with a status line of HTTP/1");
  const status = Number(parts[2]);
  if (status < 100 || status > 599) {
    throw new WireError("malformed", `the status is ${status}; allowed are 200 to 599`);
  }
  const reason = parts[3] ?? "";
  if (!isFieldText(reason)) throw new WireError("malformed", "a control character stands in the reason");
  return { minorVersion: parts[1] === "1" ? 1 : 0, status, reason };
}

/**
 * Whether what has come so far may still become a head: it is refused as soon as it cannot, and not only when the server has finished
 * saying it.
 *
 * @throws {WireError} when it cannot
 */
export function checkPartialHead(text: string): void {
  const expected = "HTTP/1.";
  const length = Math.min(text.length, expected.length);
  if (text.slice(0, length) !== expected.slice(0, length)) {
    throw new WireError("malformed", "the answer does not begin with a status line of HTTP/1");
  }
  const firstEnd = text.indexOf("\r\n");
  if (firstEnd >= 0) parseStatusLine(text.slice(0, firstEnd));
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x0d ? at + 1 < text.length && text.charCodeAt(at + 1) !== 0x0a : code === 0x0a) {
      if (code === 0x0d || text.charCodeAt(at - 1) !== 0x0d) {
        throw new WireError("malformed", "a line of the head does not end with CRLF");
      }
    } else if (code !== 0x0d && code !== 0x09 && (code < 0x20 || code === 0x7f)) {
      throw new WireError("malformed", "a control character stands in the head");
    }
  }
}
