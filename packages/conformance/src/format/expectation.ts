import type { Transfer } from "../client/client-result.ts";
import type { BodySpec } from "../secondary/behaviour.ts";

/** What a text must be like. All members that are there must hold. */
export interface TextExpectation {
  readonly is?: string;
  readonly contains?: string;
  /** None of these, in any letter case. */
  readonly lacks?: readonly string[];
  /** A regular expression, without delimiters; in any letter case. */
  readonly matches?: string;
}

/**
 * What the values of a header field must be like; several field lines are joined by `, ` unless `lines` is asked for.
 */
export interface FieldExpectation extends TextExpectation {
  readonly absent?: true;
  /** The value of each field line, in order. */
  readonly lines?: readonly string[];
}

/** By field name. */
export type FieldExpectations = Readonly<Record<string, FieldExpectation>>;

/** What a body must be like. */
export interface BodyExpectation extends TextExpectation {
  /** These very bytes. */
  readonly bytes?: BodySpec;
  readonly empty?: true;
  /** An image by its first bytes. */
  readonly image?: "jpeg" | "png" | "gif";
  /** Number of bytes, inclusive. */
  readonly atLeast?: number;
}

/** What the client must see. */
export interface ClientExpectation {
  /** @default "complete" */
  readonly transfer?: Transfer | readonly Transfer[];
  /** A status, several allowed ones, or from-to, inclusive. */
  readonly status?: number | readonly number[] | { readonly from: number; readonly to: number };
  readonly reason?: string;
  readonly headers?: FieldExpectations;
  readonly body?: BodyExpectation;
  /**
   * Longest time from the request to the end, milliseconds. Generous: a clock that is late on a busy machine is no
   * fault.
   */
  readonly withinMs?: number;
  /** Shortest time, milliseconds. */
  readonly notBeforeMs?: number;
}

/** What must have reached the secondary with this request. */
export interface SecondaryExpectation {
  /** Number of requests, or at most so many. */
  readonly count: number | { readonly atMost: number };
  readonly method?: string;
  /** The request target; `same` is what the client sent. */
  readonly target?: "same" | TextExpectation;
  readonly headers?: FieldExpectations;
  /** `same` is the body that the client sent. */
  readonly body?: "same";
  /** Whether the server ended the connection before the secondary's answer was whole. */
  readonly closedEarly?: boolean;
  /** Most bytes of the body that the connection may have taken in the end. */
  readonly sentAtMost?: number;
}

/** What the access log must say. Values are as in the log, `-` for none. */
export interface LogExpectation {
  /** Number of lines. @default 1 */
  readonly count?: number;
  readonly status?: TextExpectation;
  readonly cacheUse?: TextExpectation;
  readonly peerServer?: TextExpectation;
  readonly processingStatus?: TextExpectation;
  readonly exception?: TextExpectation;
}

/** Everything that one request must lead to. */
export interface Expectation {
  readonly client: ClientExpectation;
  readonly secondary?: SecondaryExpectation;
  /** @default nothing is asked of the log */
  readonly log?: LogExpectation;
  /** Requests to the decoy, a server that nothing may be sent to. @default not looked at */
  readonly decoyRequests?: 0;
}
