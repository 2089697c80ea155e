import type { HeaderList } from "./transport.ts";

/**
 * Reads fields by name, without regard to case; several lines of one name come joined with commas. `Headers` is one.
 */
export interface FieldReader {
  get(name: string): string | null;
}

/** The head of a request as it came, before a `Request` was made of it. */
export interface RequestHead {
  readonly method: string;
  /** Absolute; need not be normalized. */
  readonly url: string;
  /** Names in lower case. Lines of one name need not be adjacent. */
  readonly headers: HeaderList;
}

/** The head of a `Request`, its fields gathered when they are read. */
export function headOf(request: Request): RequestHead {
  return new HeadOfRequest(request);
}

class HeadOfRequest implements RequestHead {
  readonly method: string;
  readonly url: string;
  readonly #request: Request;
  #headers: HeaderList | undefined;

  constructor(request: Request) {
    this.method = request.method;
    this.url = request.url;
    this.#request = request;
  }

  get headers(): HeaderList {
    this.#headers ??= [...this.#request.headers];
    return this.#headers;
  }
}

/** One field of a list. @param lowerCaseName the names of the list must be in lower case, too */
export function fieldOf(headers: HeaderList, lowerCaseName: string): string | null {
  let found: string | null = null;
  for (const [name, value] of headers) {
    if (name === lowerCaseName) found = found === null ? value : `${found}, ${value}`;
  }
  return found;
}

/** A list of fields, to be read by name. */
export function fieldReader(headers: HeaderList): FieldReader {
  return {
    get(name) {
      const lowerCaseName = name.toLowerCase();
      let found: string | null = null;
      for (const [given, value] of headers) {
        if (given.length !== name.length || given.toLowerCase() !== lowerCaseName) continue;
        found = found === null ? value : `${found}, ${value}`;
      }
      return found;
    },
  };
}
