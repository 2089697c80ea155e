import type { ResponseHead } from "../contract/transport.ts";
import { toResponse } from "./forward-response.ts";

const responses = new WeakSet<Response>();

/**
 * The response to a HEAD whose length is not known. It has a body that ends without a byte: `Bun.serve` and `Deno.serve` say of a
 * response without a body that its length is 0, which would be that of the response to GET (RFC 9110 §8.6).
 *
 * @throws {ForwardError} `response-malformed` for characters in the head that HTTP does not allow
 */
export function responseOfUnknownLength(head: ResponseHead): Response {
  const body = new ReadableStream<Uint8Array>({ pull: (controller) => controller.close() }, { highWaterMark: 0 });
  const response = toResponse(head, body);
  responses.add(response);
  return response;
}

/** Whether a response is one of {@link responseOfUnknownLength}. For adapters that count a body which is all there. */
export function isOfUnknownLength(response: Response): boolean {
  return responses.has(response);
}
