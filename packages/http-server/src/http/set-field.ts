import type { ServerResponse } from "node:http";

/**
 * Sets a field in its place: a `Content-Length` that was set in front would keep the one that it had there, before a
 * `Content-Disposition`, and Node would write other bytes for that (see `headOfFields`).
 */
export function setField(response: ServerResponse, name: string, value: string): void {
  if (name.length === 14 && name.toLowerCase() === "content-length") response.removeHeader(name);
  response.setHeader(name, value);
}
