import type {
  FieldList,
  Transport,
  TransportOptions,
  TransportRequest,
  TransportResponse,
} from "../src/contract/transport.ts";

/** One request that reached a {@link scriptedTransport}, with the handles to answer it. */
export interface Exchange {
  readonly request: TransportRequest;
  readonly options: TransportOptions;
  answer(response: Partial<TransportResponse>): void;
  fail(error: unknown): void;
}

/** A transport that a test answers by hand. */
export function scriptedTransport(reportsConnection = true) {
  const exchanges: Exchange[] = [];
  const send = (request: TransportRequest, options: TransportOptions) =>
    new Promise<TransportResponse>((resolve, reject) => {
      exchanges.push({
        request,
        options,
        answer: (response) =>
          resolve({
            status: 200,
            reason: "OK",
            fields: [],
            body: null,
            bodyBytes: lengthOf(response.fields),
            ...response,
          }),
        fail: reject,
      });
    });
  const transport: Transport = Object.assign(send, { reportsConnection });
  return { transport, exchanges };
}

function lengthOf(fields: FieldList = []): number | undefined {
  const length = fields.find(([name]) => name.toLowerCase() === "content-length")?.[1];
  return length === undefined ? undefined : Number(length);
}

/** A body that a test feeds by hand. */
export function scriptedBody() {
  let controller!: ReadableStreamDefaultController<Uint8Array>;
  const state = { cancelledWith: undefined as unknown };
  const stream = new ReadableStream<Uint8Array>({
    start(given) {
      controller = given;
    },
    cancel(reason) {
      state.cancelledWith = reason ?? "no reason";
    },
  });
  return {
    stream,
    state,
    send: (text: string) => controller.enqueue(new TextEncoder().encode(text)),
    end: () => controller.close(),
    break: (error: unknown) => controller.error(error),
  };
}
