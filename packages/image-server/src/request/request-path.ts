import { RequestError } from "./request-error.ts";

/** What a request's path asks for. */
export interface RequestPath {
  /** `/is/image`, `/is/content` or `/is/static`. */
  readonly context: "image" | "content" | "static";
  /** The rest of the path, decoded, without a slash at either end. Its elements are neither empty nor dots. */
  readonly source: string;
}

const CONTEXTS = /^\/is\/(image|content|static)(?:\/(.*))?$/s;

/** An escape inside an escape inside an escape: more has no honest reason. */
const MOST_ENCODINGS = 4;

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const CONTROL_CHARACTER = /[\0-\x1f\x7f]/;

/**
 * Reads the path of a request. Escapes are decoded once, as UTF-8; an escaped slash separates elements like a plain
 * one.
 *
 * @param pathname the encoded path of the request URL
 * @throws {RequestError} 404 for a path of no context; 400 for a malformed escape, an empty element, a backslash or
 *   a control character; 403 for `.` and `..` as an element, in any encoding
 */
export function parseRequestPath(pathname: string): RequestPath {
  const [, context, rest] = CONTEXTS.exec(pathname) ?? [];
  if (context === undefined) {
    throw new RequestError(
      "unknown-context",
      "Nothing is served at this path; allowed are /is/image, /is/content and /is/static.",
    );
  }
  let source: string;
  try {
    source = decodeURIComponent(rest ?? "");
  } catch {
    throw new RequestError("bad-path", "The path holds an escape that is malformed or not UTF-8.");
  }
  if (source !== "") checkElements(source, "path");
  return { context: context as RequestPath["context"], source };
}

/**
 * Checks the catalog entry or path that a command names, such as `src=`.
 *
 * @param value the decoded value of the command
 * @returns the value without leading slashes
 * @throws {RequestError} as {@link parseRequestPath} does for a path
 */
export function checkSourceName(value: string): string {
  const source = value.replace(/^\/+/, "");
  checkElements(source, "name of a source");
  return source;
}

function checkElements(source: string, what: string): void {
  for (const element of source.split("/")) {
    if (element === "") throw new RequestError("bad-path", `The ${what} has an empty element.`);
    if (element.includes("\\")) throw new RequestError("bad-path", `The ${what} holds a backslash.`);
    if (CONTROL_CHARACTER.test(element)) throw new RequestError("bad-path", `The ${what} holds a control character.`);
    if (hidesDots(element)) throw new RequestError("refused", `"." and ".." are refused as an element of the ${what}.`);
  }
}

/**
 * Servlet containers drop what follows a semicolon before they resolve `..` (RFC 3986 §3.3: parameters of a path
 * segment).
 */
function isDots(element: string): boolean {
  return /^\.\.?(?:;|$)/.test(element);
}

/** Whether an element is `.` or `..`, or becomes one when a server behind this one decodes it again. */
function hidesDots(element: string): boolean {
  let text = element;
  for (let round = 0; round < MOST_ENCODINGS; round += 1) {
    if (text.split(/[/\\]/).some(isDots)) return true;
    const decoded = text.replace(/%(2e|2f|3b|5c|25)/gi, (code) => decodeURIComponent(code));
    if (decoded === text) return false;
    text = decoded;
  }
  return true;
}
