import { Buffer } from "node:buffer";
import { type BodyCollector, type CollectedBody, createBodyCollector } from "../client/body-collector.ts";
import { type BodyReader, createBodyReader } from "../http1/body-reader.ts";
import { requestFraming } from "../http1/framing.ts";
import { type Head, headEnd, parseHead } from "../http1/head.ts";

/** One whole request. */
export interface ParsedRequest extends CollectedBody {
  readonly head: Head;
  readonly method: string;
  readonly target: string;
}

/**
 * Reads the requests of one connection, one after the other; each is handed over when it is whole.
 *
 * @returns a function that takes the next bytes; it throws for bytes that break HTTP/1.1
 */
export function createRequestParser(onRequest: (request: ParsedRequest) => void): (bytes: Uint8Array) => void {
  let pending: Uint8Array = new Uint8Array(0);
  let current: { head: Head; body: BodyCollector; reader: BodyReader } | undefined;

  function takeHead(): boolean {
    const end = headEnd(pending);
    if (end < 0) return false;
    const head = parseHead(pending.subarray(0, end));
    pending = pending.subarray(end);
    const body = createBodyCollector();
    current = { head, body, reader: createBodyReader(requestFraming(head.fields), body.add) };
    return true;
  }

  return (bytes) => {
    pending = Buffer.concat([pending, bytes]);
    while (current || takeHead()) {
      const { head, body, reader } = current!;
      pending = reader.push(pending);
      if (!reader.done) return;
      current = undefined;
      const [method = "", target = ""] = head.startLine.split(" ");
      onRequest({ head, method, target, ...body.finish() });
    }
  };
}
