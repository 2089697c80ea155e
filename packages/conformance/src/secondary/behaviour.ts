import type { Field } from "../http1/head.ts";

/** The bytes of a body, as data. `pattern` is a block of noise that is repeated up to `bytes`. */
export type BodySpec =
  | string
  | { readonly base64: string }
  | { readonly gzip: string }
  | { readonly pattern: { readonly bytes: number; readonly seed: number } };

/** How a body's end is marked: `none` sends no framing field and no body. */
export type SentFraming = "length" | "chunked" | "close" | "none";

/** A whole and well-formed answer. */
export interface AnswerBehaviour {
  readonly kind: "answer";
  readonly status: number;
  /** @default "Secondary"; "" is sent as an empty reason */
  readonly reason?: string;
  /** Sent as they are, in this order; framing fields are added. */
  readonly headers?: readonly Field[];
  /** @default none */
  readonly body?: BodySpec;
  /** @default "length" */
  readonly framing?: SentFraming;
  /** Sizes of the chunks, in turns. @default one chunk for each piece */
  readonly chunkSizes?: readonly number[];
  readonly trailers?: readonly Field[];
  /** Interim answers that come first. */
  readonly interim?: readonly { readonly status: number; readonly headers?: readonly Field[] }[];
  /** Wait before the head, milliseconds. @default 0 */
  readonly delayMs?: number;
  /** @default "1.1" */
  readonly version?: "1.0" | "1.1";
}

/** The body comes in pieces with pauses between them. */
export interface DripBehaviour {
  readonly kind: "drip";
  readonly pieces: number;
  readonly everyMs: number;
  readonly framing: "length" | "chunked";
}

/** What a scripted secondary does with one request. */
export type Behaviour =
  | AnswerBehaviour
  | DripBehaviour
  /** Takes the request and never answers. */
  | { readonly kind: "accept-and-silent" }
  /** Sends a status line and half a header field, and no more. */
  | { readonly kind: "stall-mid-head" }
  /** Sends the head and a part of the body, and no more. */
  | { readonly kind: "stall-mid-body"; readonly framing: "length" | "chunked" | "close" }
  /** Sends the head and a part of the body, then ends the connection, cleanly or with a reset. */
  | { readonly kind: "cut-body"; readonly framing: "length" | "chunked" | "close"; readonly by: "fin" | "rst" }
  /** Sends a chunk and then something that is no chunk. */
  | { readonly kind: "broken-chunk" }
  /** Ends the connection instead of answering. */
  | { readonly kind: "close-before-head"; readonly by: "fin" | "rst" }
  /** Sends exactly these characters (ISO-8859-1) in one packet, and leaves the connection open or ends it. */
  | { readonly kind: "raw"; readonly text: string; readonly by?: "fin" | "rst" }
  /** Sends a status line and a header field of so many bytes. */
  | { readonly kind: "huge-head"; readonly bytes: number }
  /** Passes the request on to another server, as it came, and its answer back. */
  | { readonly kind: "relay"; readonly to: string };
