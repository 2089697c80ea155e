import {
  bodyStream,
  type FieldList,
  type PushedBody,
  type ResponseHead,
  type TransportResponse,
} from "@understudy/core/adapter";

/** A body without bytes. */
export const EMPTY: PushedBody = {
  start: (sink) => sink.end(),
  resume() {},
  cancel() {},
};

/** A response as core takes it; its stream is only made when it is read. */
export class TransportAnswer implements TransportResponse {
  readonly status: number;
  readonly reason: string;
  readonly fields: FieldList;
  readonly pushed: PushedBody | undefined;
  readonly bodyBytes: number | undefined;
  #stream: ReadableStream<Uint8Array> | undefined;

  constructor({ status, reason, fields }: ResponseHead, body: PushedBody | undefined, bodyBytes: number | undefined) {
    this.status = status;
    this.reason = reason;
    this.fields = fields;
    this.pushed = body;
    this.bodyBytes = bodyBytes;
  }

  get body(): ReadableStream<Uint8Array> | null {
    if (this.pushed === undefined) return null;
    this.#stream ??= bodyStream(this.pushed);
    return this.#stream;
  }
}
