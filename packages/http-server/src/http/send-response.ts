import type { ServerResponse } from "node:http";
import { bytesOf, readFirstPieces } from "../body/first-pieces.ts";
import { responseHead, type SentHead, wrongLength } from "../head/response-head.ts";
import type { ClientExchange } from "./client-exchange.ts";
import { setField } from "./set-field.ts";

/**
 * Sends a response to the client, its body as fast as the client reads it. A body that is all there at once, as that of a response
 * made of bytes is, goes out with its length.
 *
 * Resolves when everything is handed to the connection, or the client is gone; the body is then cancelled with the
 * reason.
 *
 * @param holdHead whether the head waits for the body's first piece, so that nothing is sent yet when the body fails
 * before
 * @throws the body's own error, or one that says that it has not the length that its head declared. If the head is
 * sent by then, the response must not be ended but cut.
 */
export async function sendResponse(response: Response, exchange: ClientExchange, holdHead = false): Promise<void> {
  const head = responseHead(exchange.request.method, response);
  const { body } = response;
  if (exchange.gone) {
    exchange.onGone((reason) => discard(body, reason));
    return;
  }
  if (body?.locked) throw new TypeError("the response's body has another reader already");
  if (!head.hasBody) {
    writeHead(exchange.response, head);
    discard(body, "this response has no body");
    exchange.end();
    return;
  }
  if (body === null) {
    // Before the head: then another answer can still be given.
    if (head.bodyBytes !== 0) throw wrongLength(head.bodyBytes, 0);
    writeHead(exchange.response, head);
    exchange.end();
    return;
  }
  const last = await sendBody(body, head, exchange, holdHead);
  if (!exchange.gone) exchange.end(last);
}

/** Field by field, as middleware that watches for the head misreads a list of them given to `writeHead`. */
function writeHead(response: ServerResponse, { status, reason, fields }: SentHead): void {
  for (const [name, value] of fields) {
    // Those that middleware in front has set stay, too.
    if (name === "set-cookie") response.appendHeader(name, value);
    else setField(response, name, value);
  }
  response.writeHead(status, reason);
}

/** @returns the chunk that is left to be sent with the end */
async function sendBody(
  body: ReadableStream<Uint8Array>,
  head: SentHead,
  exchange: ClientExchange,
  holdHead: boolean,
): Promise<Uint8Array | undefined> {
  const reader = body.getReader();
  const forget = exchange.onGone((reason) => void reader.cancel(reason).catch(() => {}));
  const { response } = exchange;
  let promised = head.bodyBytes;
  let flushHead: NodeJS.Immediate | undefined;
  const sendHead = (sent: SentHead) => {
    writeHead(response, sent);
    exchange.noteEnd(promised);
    // It goes with the first chunk in one packet if that is there at once, and does not wait for it otherwise.
    flushHead = setImmediate(() => exchange.flushHead());
  };
  let length = 0;
  // The chunk that completes the declared length is held until the body says that it is over, for the client takes the
  // response for complete as soon as it has that chunk.
  let last: Uint8Array | undefined;
  /** @returns whether the client is still there */
  const send = async (piece: Uint8Array): Promise<boolean> => {
    if (piece.byteLength === 0) return true;
    if (flushHead === undefined) sendHead(head);
    length += piece.byteLength;
    if (promised !== undefined && length > promised) throw wrongLength(promised, length);
    if (length === promised) {
      last = piece;
      return true;
    }
    clearImmediate(flushHead);
    await exchange.write(piece);
    return !exchange.gone;
  };
  try {
    let pending: ReturnType<typeof reader.read> | undefined;
    if (promised === undefined) {
      const first = await readFirstPieces(reader);
      if (exchange.gone) return undefined;
      if (first.end === "ended") {
        promised = first.bytes;
        sendHead({ ...head, fields: [...head.fields, ["content-length", String(promised)]], bodyBytes: promised });
      } else if (first.end === "open" && !holdHead) sendHead(head);
      // A failure that another response can stand in for comes before anything is sent.
      if (first.end === "broken" && holdHead) throw first.failure;
      for (const piece of first.pieces) if (!(await send(piece))) return undefined;
      if (first.end === "broken") {
        if (flushHead === undefined) sendHead(head);
        throw first.failure;
      }
      if (first.end === "ended") return last;
      pending = first.pending as typeof pending;
    } else if (!holdHead) sendHead(head);
    for (;;) {
      const { done, value } = await (pending ?? reader.read());
      pending = undefined;
      if (exchange.gone) return undefined;
      if (done) break;
      if (!(await send(bytesOf(value)))) return undefined;
    }
    if (promised !== undefined && length < promised) throw wrongLength(promised, length);
    if (flushHead === undefined) sendHead(head);
    return last;
  } catch (failure) {
    if (exchange.gone) return undefined;
    void reader.cancel(failure).catch(() => {});
    throw failure;
  } finally {
    clearImmediate(flushHead);
    forget();
  }
}

function discard(body: ReadableStream<Uint8Array> | null, reason: unknown): void {
  void body?.cancel(reason).catch(() => {});
}
