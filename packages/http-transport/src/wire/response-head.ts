import { isFieldText, isToken, trimmed } from "./characters.ts";
import { WireError } from "./wire-error.ts";

const SPACE = 0x20;
const TAB = 0x09;
const LF = 0x0a;
const CR = 0x0d;
/** How a head begins. */
const VERSION = "HTTP/1.";

/** The head of a response as it came, interim ones too. */
export interface ReceivedHead {
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
 * Reads a whole head (RFC 9112 §2 to §5) and refuses anything else: every line ends with CRLF, no line is folded, no
 * blank precedes a colon, no control character anywhere. A lenient reader is what response smuggling needs.
 *
 * @param text Latin-1, ending with the empty line
 * @throws {WireError} for anything else
 */
export function parseResponseHead(text: string): ReceivedHead {
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
  if (isFraming(name) && endsWithTab(text, colon, end)) {
    throw new WireError("malformed", `a tab stands behind the value of the field ${name}`);
  }
  if (!isFieldText(value)) throw new WireError("malformed", `a control character stands in the field ${name}`);
  return [name, value];
}

/**
 * The fields that say where the body ends. Common readers do not take a tab away behind their values, and see another
 * framing then: such a field can be read in two ways.
 */
function isFraming(name: string): boolean {
  if (name.length === 14) return name.toLowerCase() === "content-length";
  return name.length === 17 && name.toLowerCase() === "transfer-encoding";
}

/** Whether a tab is among the blanks behind a field's value. */
function endsWithTab(text: string, colon: number, end: number): boolean {
  let at = end - 1;
  while (at > colon && text.charCodeAt(at) === SPACE) at--;
  return at > colon && text.charCodeAt(at) === TAB;
}

/** The reason and the blank before it may be missing, as llhttp allows it too. */
const STATUS_LINE = /^HTTP\/1\.([01]) (\d{3})(?: (.*))?$/s;

function parseStatusLine(line: string): Omit<ReceivedHead, "fields"> {
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
 * Checks the characters of a head that is not whole yet: what cannot become right is refused when it comes, and not
 * only when the server has finished saying it.
 *
 * @param text a part of the head, Latin-1
 * @param from where in it the check begins; of what is before, only the last character matters
 * @throws {WireError} for a line end that is not CRLF and for a control character
 */
export function checkPartialHead(text: string, from: number): void {
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const isAfterCr = at > 0 && text.charCodeAt(at - 1) === CR;
    if (isAfterCr !== (code === LF)) {
      throw new WireError("malformed", "a line of the head does not end with CRLF");
    }
    if (code !== CR && code !== LF && code !== TAB && (code < 0x20 || code === 0x7f)) {
      throw new WireError("malformed", "a control character stands in the head");
    }
  }
}

/**
 * Checks how a head that is not whole yet begins.
 *
 * @param text all that has come of it
 * @throws {WireError} when it can no longer become a status line of HTTP/1
 */
export function checkPartialStatusLine(text: string): void {
  const length = Math.min(text.length, VERSION.length);
  if (text.slice(0, length) !== VERSION.slice(0, length)) {
    throw new WireError("malformed", "the answer does not begin with a status line of HTTP/1");
  }
  const end = text.indexOf("\r\n");
  if (end >= 0) parseStatusLine(text.slice(0, end));
}
