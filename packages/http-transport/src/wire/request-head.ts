import type { TransportRequest } from "@understudy/core/adapter";
import { isFieldText, isToken } from "./characters.ts";
import { requestFields } from "./request-fields.ts";

/**
 * The head of a request as it goes to the wire, Latin-1.
 *
 * @param path path and query, as `parseRequestTarget` has checked them
 * @param keepAlive whether the connection is to serve further requests
 * @throws {TypeError} for what a head cannot hold
 */
export function requestHead(request: TransportRequest, path: string, keepAlive: boolean): string {
  const { method } = request;
  if (!isToken(method)) throw new TypeError(`request method is ${JSON.stringify(method)}; allowed is a token`);
  let head = `${method} ${path} HTTP/1.1\r\n`;
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
