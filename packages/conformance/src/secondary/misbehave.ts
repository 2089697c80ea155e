import { noiseBytes } from "../fixtures/noise.ts";
import type { Behaviour, DripBehaviour } from "./behaviour.ts";
import type { RequestInWork } from "./recorded-request.ts";
import { relay } from "./relay.ts";
import { chunk, headText, sendAnswer } from "./send-answer.ts";
import type { Wire } from "./wire.ts";

/** What a broken body promises, and what of it is sent. */
export const PROMISED_BYTES = 20_000;
const SENT_BYTES = 5_000;
/**
 * A reset overtakes what is still in flight: the other side gets time to pass the head on, or there is nothing to cut.
 */
const HEAD_START_MS = 200;

/**
 * Does to one request what the script says.
 *
 * @returns whether the answer is whole; false when the script leaves it unfinished
 * @throws {Error} when the other side is gone while something is being sent
 */
export async function behave(behaviour: Behaviour, request: RequestInWork, wire: Wire): Promise<boolean> {
  switch (behaviour.kind) {
    case "answer":
      await sendAnswer(behaviour, request, wire);
      return true;
    case "drip":
      await drip(behaviour, request, wire);
      return true;
    case "relay":
      await relay(behaviour.to, request, wire);
      return true;
    case "accept-and-silent":
      await wire.gone;
      return false;
    case "stall-mid-head":
      await wire.write("HTTP/1.1 200 OK\r\nContent-Type: image/jp");
      await wire.gone;
      return false;
    case "stall-mid-body":
      await sendPart(behaviour.framing, request, wire);
      await wire.gone;
      return false;
    case "cut-body":
      await sendPart(behaviour.framing, request, wire);
      await wire.wait(HEAD_START_MS);
      wire.end(behaviour.by);
      return false;
    case "broken-chunk":
      await sendPart("chunked", request, wire);
      await wire.wait(HEAD_START_MS);
      await wire.write("not a size\r\n");
      await wire.gone;
      return false;
    case "close-before-head":
      wire.end(behaviour.by);
      return false;
    // The other side may take these for whole answers and send its next request on the same connection.
    case "raw":
      await wire.write(behaviour.text);
      if (behaviour.by === undefined) return true;
      wire.end(behaviour.by);
      return false;
    case "huge-head":
      await wire.write(headText("HTTP/1.1 200 OK", [["X-Huge", "x".repeat(behaviour.bytes)]]));
      return true;
  }
}

async function sendPart(framing: "length" | "chunked" | "close", request: RequestInWork, wire: Wire): Promise<void> {
  await wire.write(bodyHead(framing, PROMISED_BYTES));
  const part = noiseBytes(SENT_BYTES, 7);
  await wire.write(framing === "chunked" ? chunk(part) : part);
  request.sentBytes += part.length;
}

async function drip(behaviour: DripBehaviour, request: RequestInWork, wire: Wire): Promise<void> {
  const piece = new TextEncoder().encode("drop\n");
  await wire.write(bodyHead(behaviour.framing, behaviour.pieces * piece.length));
  for (let count = 0; count < behaviour.pieces; count++) {
    await wire.wait(behaviour.everyMs);
    await wire.write(behaviour.framing === "chunked" ? chunk(piece) : piece);
    request.sentBytes += piece.length;
  }
  if (behaviour.framing === "chunked") await wire.write("0\r\n\r\n");
}

function bodyHead(framing: "length" | "chunked" | "close", length: number): string {
  const field = {
    length: ["Content-Length", String(length)],
    chunked: ["Transfer-Encoding", "chunked"],
    close: ["Connection", "close"],
  } as const;
  return headText("HTTP/1.1 200 OK", [["Content-Type", "image/jpeg"], field[framing]]);
}
