/**
 * The bare pass-through on Bun's own server and client. `decompress: false` leaves the secondary's bytes as they are.
 */
import { origin, port, ready } from "../../harness/servers/entry.ts";

interface BunRuntime {
  serve(options: { port: number; hostname: string; fetch(request: Request): Promise<Response> }): {
    readonly port: number;
  };
}

const { Bun } = globalThis as unknown as { Bun: BunRuntime };

const server = Bun.serve({
  port,
  hostname: "127.0.0.1",
  fetch(request) {
    const { url, method, headers, body } = request;
    headers.delete("connection");
    const target = origin.origin + url.slice(url.indexOf("/", 8));
    return fetch(target, { method, headers, body, redirect: "manual", decompress: false } as RequestInit);
  },
});
ready(server.port);
