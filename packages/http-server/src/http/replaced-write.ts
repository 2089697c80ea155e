import { ServerResponse } from "node:http";

const { write } = ServerResponse.prototype;

/**
 * Whether something in front has put a `write` of its own in place of the response's, as compression does. Such a one
 * may never call the callback back, and may keep the bytes for as long as it likes: what it returns, and `drain`, are
 * all that it says.
 */
export function hasReplacedWrite(response: ServerResponse): boolean {
  return response.write !== write;
}
