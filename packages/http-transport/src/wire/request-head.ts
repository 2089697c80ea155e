import type { TransportRequest } from "@understudy/core/adapter";
import { isFieldText, isToken } from "./characters.ts";
import { requestFields } from "./request-fields.ts";

/** What can be in a request line without ending it (RFC 9112 §3.2.1, origin-form); more than a URI allows, as it goes on as it came (X20). */
const TARGET = /^\/[\x21\x22\x24-\x7e\x80-\xff]*$/;

/**
 * The head of a request as it goes to the wire, Latin-1.
 *
 * @param keepAlive whether the connection is to serve further requests
 * @throws {TypeError} for what a head cannot hold
 */
export function requestHead(request: TransportRequest, keepAlive: boolean): string {
  const { method, target } = request;
  if (!isToken(method)) throw new TypeError(`request method is ${JSON.stringify(method)}; allowed is a token`);
  if (!TARGET.test(target)) {
    throw new TypeError(
      `request target is ${JSON.stringify(target)}; allowed is "/" and then characters from U+0021 to U+00FF without "#"`,
    );
  }
  let head = `${method} ${target} HTTP/1.1\r\n`;
  const fields = requestFields(request);
  for (let index = 0; index < fields.length; index += 2) {
    const name = fields[index]!;
    const value = fields[index + 1]!;
    if (!isToken(name)) throw new TypeError(`request field name is ${JSON.stringify(name)}; allowed is a token`);
    if (!isFieldText(value)) {
      throw new TypeError(`request field ${name} is ${JSON.stringify(value)}; allowed is Latin-1 without controls`);
    }
    head += `${name}: ${value}\r\n`;
  }
  return `${head}connection: ${keepAlive ? "keep-alive" : "close"}\r\n\r\n`;
}
