import type { FieldList } from "./transport.ts";

/**
 * Reads fields by name, without regard to case; several lines of one name come joined with commas. `Headers` is one.
 */
export interface FieldReader {
  get(name: string): string | null;
}

/** The head of a request as it came, before a `Request` was made of it. */
export interface RequestHead {
  readonly method: string;
  /** The scheme that the client used, `http` or `https`. */
  readonly scheme: string;
  /** Host and port as the client named them (RFC 9112 §3.3): the authority of the target, else `Host`. */
  readonly authority: string;
  /** Path and query from the first slash on, byte for byte where the platform tells (X20); one character a byte. */
  readonly target: string;
  /** Names in lower case. Lines of one name may stand apart. */
  readonly fields: FieldList;
}

/** The path of a target, escapes as they are. */
export function pathOf(target: string): string {
  const end = target.indexOf("?");
  return end === -1 ? target : target.slice(0, end);
}

/** The query of a target with its question mark, escapes as they are; empty when there is none. */
export function queryOf(target: string): string {
  const begin = target.indexOf("?");
  return begin === -1 ? "" : target.slice(begin);
}

/**
 * The head of a `Request`, its fields gathered when they are read.
 *
 * @param came the head that the request was made of, where that is known: it has the target as it came. Without it the target is what
 * the runtime's URL parser has made of it.
 */
export function headOf(request: Request, came?: Pick<RequestHead, "scheme" | "authority" | "target">): RequestHead {
  return new HeadOfRequest(request, came ?? partsOf(request.url));
}

function partsOf(url: string): Pick<RequestHead, "scheme" | "authority" | "target"> {
  const [, scheme = "http", authority = "", rest = ""] = ABSOLUTE_URL.exec(url) ?? [];
  return { scheme, authority, target: rest.startsWith("/") ? rest : `/${rest}` };
}

class HeadOfRequest implements RequestHead {
  readonly method: string;
  readonly scheme: string;
  readonly authority: string;
  readonly target: string;
  readonly #request: Request;
  #fields: FieldList | undefined;

  constructor(request: Request, { scheme, authority, target }: Pick<RequestHead, "scheme" | "authority" | "target">) {
    this.method = request.method;
    this.scheme = scheme;
    this.authority = authority;
    this.target = target;
    this.#request = request;
  }

  get fields(): FieldList {
    this.#fields ??= [...this.#request.headers];
    return this.#fields;
  }
}

/** Without the fragment, which is not for servers. */
const ABSOLUTE_URL = /^(\w+):\/\/([^/?#]*)([^#]*)/;

/** One field of a list. @param lowerCaseName the names of the list must be in lower case, too */
export function fieldOf(fields: FieldList, lowerCaseName: string): string | null {
  let found: string | null = null;
  for (const [name, value] of fields) {
    if (name === lowerCaseName) found = found === null ? value : `${found}, ${value}`;
  }
  return found;
}

/** A list of fields, to be read by name. */
export function fieldReader(fields: FieldList): FieldReader {
  return {
    get(name) {
      const lowerCaseName = name.toLowerCase();
      let found: string | null = null;
      for (const [given, value] of fields) {
        if (given.length !== name.length || given.toLowerCase() !== lowerCaseName) continue;
        found = found === null ? value : `${found}, ${value}`;
      }
      return found;
    },
  };
}
