import type { Field } from "../http1/head.ts";

/** A request that reached the scripted secondary, and what became of its answer. */
export interface RecordedRequest {
  /** Value of the `X-Case` field, or "" without one. */
  readonly tag: string;
  /** Number of the connection, from 1. */
  readonly connection: number;
  /** The head as it came, line by line. */
  readonly headLines: readonly string[];
  readonly method: string;
  readonly target: string;
  readonly fields: readonly Field[];
  readonly body: Uint8Array;
  readonly bodyBytes: number;
  readonly bodyDigest: string;
  /** Body bytes that the connection has taken so far. */
  readonly sentBytes: number;
  readonly answer: "under-way" | "whole" | "broken-off";
  /** Whether the other side ended the connection before the answer was whole. */
  readonly closedEarly: boolean;
  /** Settles when the answer is whole or broken off, or the other side has ended the connection. */
  readonly finished: Promise<void>;
}

/** The same, while it is written. */
export type RequestInWork = { -readonly [Key in keyof RecordedRequest]: RecordedRequest[Key] };
