/**
 * The bare pass-through on Deno's own server and client. Its fetch decodes a compressed body: these are not the raw
 * bytes.
 */
import { origin, port, ready } from "../../harness/servers/entry.ts";

interface DenoRuntime {
  serve(
    options: { port: number; hostname: string; onListen(): void },
    handler: (request: Request) => Promise<Response>,
  ): { readonly addr: { readonly port: number } };
}

const { Deno } = globalThis as unknown as { Deno: DenoRuntime };

const server = Deno.serve({ port, hostname: "127.0.0.1", onListen() {} }, (request) => {
  const { url, method, headers, body } = request;
  return fetch(origin.origin + url.slice(url.indexOf("/", 8)), { method, headers, body, redirect: "manual" });
});
ready(server.addr.port);
