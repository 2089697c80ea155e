import type { Field } from "../http1/head.ts";

/** What a case's client sends: everything is put on the wire as it is. */
export interface ClientRequest {
  /** @default "GET" */
  readonly method?: string;
  /** The request target, raw: origin form, absolute form, or what an attacker would write. */
  readonly target: string;
  /** After `Host`, which is added unless it is here. */
  readonly headers?: readonly Field[];
  readonly body?: Uint8Array;
  /** How the body is framed. @default "length" */
  readonly bodyFraming?: "length" | "chunked";
}

/** What the client does instead of reading on at once. */
export interface ClientScript {
  /** Goes away when this resolves, unless the answer is whole by then. */
  readonly leaveWhen?: Promise<void>;
  /** Goes away after that many bytes of the body. */
  readonly leaveAfterBytes?: number;
  /** Stops reading after that many bytes of the body … */
  readonly pauseAfterBytes?: number;
  /** … until this resolves. It is called when the pause begins. */
  readonly resumeWhen?: () => Promise<void>;
  /** Goes away, instead of reading on, after the pause. */
  readonly leaveAfterPause?: boolean;
  /** Gives up after this time. @default 20000 */
  readonly deadlineMs?: number;
}

/**
 * How the transfer of an answer ended:
 *
 * - `complete`: its framing reached its end.
 * - `cut`: the connection ended or was reset before that.
 * - `no-head`: the connection ended before there was a whole head.
 * - `malformed`: what came breaks HTTP/1.1.
 * - `left`: the client went away, as its script says.
 * - `hang`: none of these until the deadline.
 */
export type Transfer = "complete" | "cut" | "no-head" | "malformed" | "left" | "hang";

/** What a client saw. */
export interface ClientResult {
  readonly transfer: Transfer;
  /** How it ended, in words for a report. */
  readonly detail: string;
  /** Absent when no whole head came. */
  readonly status?: number;
  readonly reason?: string;
  readonly fields: readonly Field[];
  /** Interim (1xx) answers, in order. */
  readonly interim: readonly number[];
  /** The first bytes of the body, at most 1 MiB. */
  readonly body: Uint8Array;
  /** Length of the whole body. */
  readonly bodyBytes: number;
  /** SHA-256 of the whole body, hexadecimal. */
  readonly bodyDigest: string;
  readonly trailers: readonly Field[];
  /** Bytes behind the end of the answer. */
  readonly extraBytes: number;
  readonly elapsedMs: number;
}
