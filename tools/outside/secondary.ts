import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";

/** A secondary server that answers everything, and remembers what it was asked. */
export interface Secondary {
  readonly rootUrl: string;
  /** Requests that have reached it. */
  readonly requests: readonly IncomingMessage[];
  /** Resolves with a request for `target` as soon as there is one. */
  readonly asked: (target: string) => Promise<IncomingMessage>;
  readonly close: () => void;
}

/**
 * Whether a client takes an answer for whole and good. One that broke is either cut, or a 502 where it broke before any
 * of it had left (X08, R15).
 */
export async function looksComplete(url: string): Promise<boolean> {
  try {
    const response = await fetch(url);
    await response.text();
    return !(response.status === 502 && response.headers.has("proxy-status"));
  } catch {
    return false;
  }
}

/**
 * Starts a secondary. It answers with `the secondary's TARGET`, unless the target ends with one of these: `cut-length`
 * and `cut-chunked` break the answer off in the middle, `gzip` compresses it, `silent` never answers.
 */
export async function startSecondary(): Promise<Secondary> {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    respond(request.url ?? "", response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    rootUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    async asked(target) {
      for (;;) {
        const request = requests.find(({ url }) => url === target);
        if (request !== undefined) return request;
        await once(server, "request");
      }
    },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

function respond(target: string, response: ServerResponse): void {
  const breakOff = () => response.socket?.destroy();
  if (target.endsWith("silent")) return;
  if (target.endsWith("cut-length")) response.writeHead(200, { "content-length": 1000 }).write("the sec", breakOff);
  else if (target.endsWith("cut-chunked")) response.writeHead(200).write("the sec", breakOff);
  else if (target.endsWith("gzip")) {
    response.setHeader("content-encoding", "gzip").end(gzipSync(`the secondary's ${target}`));
  } else response.setHeader("set-cookie", ["a=1", "b=2"]).end(`the secondary's ${target}`);
}
