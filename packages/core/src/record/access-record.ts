import type { FieldReader } from "../contract/request-head.ts";

/**
 * How the cache took part in an answer, in the access log's own words (IS manual, "Access logging", `%{CacheUse}r`).
 */
export type CacheUse =
  | "REUSED"
  | "CREATED"
  | "UPDATED"
  | "REMOTE"
  | "REMOTE_CREATED"
  | "REMOTE_UPDATED"
  | "REMOTE_CACHE"
  | "VALIDATED"
  | "IGNORED"
  | "UNDEFINED";

/**
 * What a primary may add to the access record of a request while it works on it.
 * The names in brackets are the log variables, `%{name}r`.
 */
export interface AccessNotes {
  /** [CacheUse] A forwarded response is always `REMOTE` (R10). @default "UNDEFINED" */
  cacheUse?: CacheUse;
  /** [CacheKey] */
  cacheKey?: string;
  /** [Context] The catalog or service that served the request. */
  context?: string;
  /** [RootId] The catalog's root id. */
  rootId?: string;
  /** [ReqType] The kind of request: `img`, `props`, `static`, … */
  requestType?: string;
  /** [Digest] */
  digest?: string;
  /** [ParseTime], milliseconds */
  parseTimeMs?: number;
  /** [FetchTime] Reading of sources, milliseconds. */
  fetchTimeMs?: number;
  /** [PathBasedAccess] Whether a source was reached by path and not through a catalog. */
  pathBasedAccess?: boolean;
  /** [TransformedUrl] The request URL after rewriting by rules, when it differs. */
  transformedUrl?: string;
  /**
   * [ProcessingStatus] 0 fine, 1 image not found, 2 usage or content error, 3 other server error, 4 overload.
   * @default from the failure or the status
   */
  processingStatus?: 0 | 1 | 2 | 3 | 4;
  /** [Exception] What went wrong. @default the failure's code */
  exception?: string;
  /** Further facts, for JSON logs. */
  traces?: string[];
}

/** One finished request. */
export interface AccessRecord extends Readonly<AccessNotes> {
  readonly cacheUse: CacheUse;
  readonly processingStatus: 0 | 1 | 2 | 3 | 4;
  /** When the request arrived, milliseconds since 1970. */
  readonly startedAtMs: number;
  /** From arrival to the last byte, milliseconds with fractions. */
  readonly totalTimeMs: number;
  /** From the response's head to the last byte, milliseconds with fractions. */
  readonly sendTimeMs: number;
  readonly clientAddress: string;
  readonly method: string;
  /** `http` or `https`, as the client used it. */
  readonly scheme: string;
  /** Host and port as the client named them. */
  readonly authority: string;
  /** Path and query as they came. */
  readonly target: string;
  /** [%p] The port on which the request was received; undefined where the adapter does not say. */
  readonly localPort?: number | undefined;
  /** The status that the client got, or 499 when it went away. */
  readonly status: number;
  /** Bytes of the response body that were sent. */
  readonly bodyBytes: number;
  /** False when the response was cut, by either side (X08, X09). */
  readonly complete: boolean;
  /** [PeerServer] `-` for a forwarded request (R10). */
  readonly peerServer: string;
  readonly contentType: string;
  /** [%O] Requests that this handler had in progress when this one ended, itself included. */
  readonly overlap: number;
  readonly requestHeaders: FieldReader;
  readonly responseHeaders: FieldReader;
  /** Why the request was or was not sent to the secondary; absent when nothing failed. */
  readonly redirect?: RedirectNote;
}

/** What redirect on error did with a failure. For operators: it may name the source and the secondary. */
export interface RedirectNote {
  readonly outcome: "local" | "remote" | "failed";
  /** The source error's code, or `-` for any other failure. */
  readonly code: string;
  /** A closed word: why it was answered so, e.g. `R01`, `R08`, `R12-off`, `R16-pipe`, `X06-loop`, `X10-body`. */
  readonly reason: string;
  readonly source?: string;
  /** The forward error's code, when the secondary gave no whole answer. */
  readonly forwardError?: string;
  /** The error underneath, when there is one. */
  readonly cause?: unknown;
}
