import { Buffer } from "node:buffer";
import { type BodyReader, createBodyReader } from "../http1/body-reader.ts";
import { responseFraming } from "../http1/framing.ts";
import { type Field, type Head, headEnd, parseHead } from "../http1/head.ts";
import { createBodyCollector } from "./body-collector.ts";
import type { ClientResult } from "./client-result.ts";

type Seen = Omit<ClientResult, "transfer" | "detail" | "elapsedMs">;

/** Reads one answer from the bytes of a connection, and keeps apart an answer that is whole from one that is not. */
export interface AnswerParser {
  /** @throws {Error} for bytes that break HTTP/1.1 */
  push(bytes: Uint8Array): void;
  /** Whether the whole answer is there. */
  readonly complete: boolean;
  /** Whether the head of the final answer is there. */
  readonly hasHead: boolean;
  /** Whether only the close of the connection ends the body. */
  readonly endsWithClose: boolean;
  readonly bodyBytes: number;
  readonly missing: string;
  /** To be called once. */
  finish(): Seen;
}

const LONGEST_HEAD = 262_144;

/** A parser for the answer to one request with this method. */
export function createAnswerParser(requestMethod: string): AnswerParser {
  const body = createBodyCollector();
  const interim: number[] = [];
  let pending: Uint8Array = new Uint8Array(0);
  let head: { status: number; reason: string; fields: readonly Field[] } | undefined;
  let reader: BodyReader | undefined;
  let endsWithClose = false;
  let extraBytes = 0;

  function takeHead(): void {
    const end = headEnd(pending);
    if ((end < 0 ? pending.length : end) > LONGEST_HEAD) throw new Error(`a head of more than ${LONGEST_HEAD} bytes`);
    if (end < 0) return;
    const parsed = statusOf(parseHead(pending.subarray(0, end)));
    const rest = pending.subarray(end);
    pending = rest;
    if (parsed.status < 200) {
      interim.push(parsed.status);
      takeHead();
      return;
    }
    head = parsed;
    const framing = responseFraming(requestMethod, parsed.status, parsed.fields);
    endsWithClose = framing.kind === "until-close";
    reader = createBodyReader(framing, body.add);
    extraBytes += reader.push(rest).length;
  }

  return {
    push(bytes) {
      if (reader) {
        extraBytes += reader.push(bytes).length;
      } else {
        pending = Buffer.concat([pending, bytes]);
        takeHead();
      }
    },
    get complete() {
      return reader?.done ?? false;
    },
    get hasHead() {
      return head !== undefined;
    },
    get endsWithClose() {
      return endsWithClose;
    },
    get bodyBytes() {
      return body.bodyBytes;
    },
    get missing() {
      return reader?.missing ?? "the head";
    },
    finish: () => ({
      ...(head && { status: head.status, reason: head.reason }),
      fields: head?.fields ?? [],
      interim,
      ...body.finish(),
      trailers: reader?.trailers ?? [],
      extraBytes,
    }),
  };
}

function statusOf(head: Head) {
  const match = /^HTTP\/1\.[01] (\d{3})(?: (.*))?$/.exec(head.startLine);
  if (!match) throw new Error(`not a status line: ${JSON.stringify(head.startLine.slice(0, 80))}`);
  return { status: Number(match[1]), reason: match[2] ?? "", fields: head.fields };
}
