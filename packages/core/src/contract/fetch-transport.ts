import { OptionError } from "../rules/option-error.ts";
import { checkOptionNames, type OptionNames } from "../rules/option-names.ts";
import type { FieldList, Transport, TransportResponse } from "./transport.ts";

/** Options of {@link createFetchTransport}. */
export interface FetchTransportOptions {
  /** @default the runtime's `fetch`, looked up at each call */
  readonly fetch?: typeof fetch;
}

const OPTION_NAMES = { fetch: true } as const satisfies OptionNames<FetchTransportOptions>;

/** The content codings that a runtime's fetch may undo on its own. */
const DECODED_BY_FETCH: ReadonlySet<string> = new Set(["gzip", "x-gzip", "deflate", "br"]);

/**
 * The portable transport. It works wherever there is `fetch`, and is less exact than a transport on sockets: it cannot
 * distinguish connecting from waiting (so the deadline for the head is connect + socket timeout), most runtimes set
 * `Host` themselves, and a compressed body arrives decoded. So that the client's length and coding are right all the
 * same, `Content-Encoding` and `Content-Length` of a decoded body are removed.
 *
 * @throws {OptionError} for a bad option
 */
export function createFetchTransport(options: FetchTransportOptions = {}): Transport {
  checkOptionNames(options, OPTION_NAMES);
  if (options.fetch !== undefined && typeof options.fetch !== "function") {
    throw new OptionError("fetch", options.fetch, "a function as the runtime's fetch");
  }
  return async (request, { signal }) => {
    const send = options.fetch ?? globalThis.fetch;
    const headers = new Headers();
    for (const [name, value] of request.fields) headers.append(name, value);
    headers.set("accept-encoding", narrowed(headers.get("accept-encoding")));
    const init: RequestInit = {
      method: request.method,
      headers,
      // The secondary's 3xx is an answer like any other (R09).
      redirect: "manual",
      signal,
    };
    if (request.body !== null) init.body = request.body as Uint8Array<ArrayBuffer>;
    return undecoded(await send(request.origin + request.target, init));
  };
}

/**
 * What to accept: of the codings that the client wants only those that are certain to be undone, so that a body never
 * reaches the client in a coding that the fields no longer name, or the other way round.
 */
function narrowed(acceptEncoding: string | null): string {
  const wanted = (acceptEncoding ?? "").split(",").map((coding) => coding.trim());
  const kept = wanted.filter((coding) => coding.split(";", 1)[0]!.trim().toLowerCase() === "gzip");
  return kept.length > 0 ? kept.join(", ") : "identity";
}

function undecoded(response: Response): TransportResponse {
  const codings = (response.headers.get("content-encoding") ?? "")
    .split(",")
    .map((coding) => coding.trim().toLowerCase());
  const decoded =
    response.body !== null && codings[0] !== "" && codings.every((coding) => DECODED_BY_FETCH.has(coding));
  const { status, statusText: reason, body } = response;
  const all = [...response.headers];
  const fields = decoded ? all.filter(([name]) => name !== "content-encoding" && name !== "content-length") : all;
  return { status, reason, fields, body, bodyBytes: declaredLength(fields) };
}

/** The length that the fields give the body; undefined when they do not. */
function declaredLength(fields: FieldList): number | undefined {
  if (fields.some(([name]) => name === "transfer-encoding")) return undefined;
  const length = fields.find(([name]) => name === "content-length")?.[1];
  return length !== undefined && /^\d+$/.test(length) ? Number(length) : undefined;
}
