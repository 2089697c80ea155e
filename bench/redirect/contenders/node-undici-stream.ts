/** The bare limit on Node: `undici.stream`, without a pipe in between, straight into the response's socket. */
import { createServer, type ServerResponse } from "node:http";
import { type Dispatcher, Pool } from "undici";
import { fieldsToForward, origin, port, ready } from "../../harness/servers/entry.ts";

const pool = new Pool(origin.origin);

function toClient({ statusCode, headers, opaque }: Dispatcher.StreamFactoryData<ServerResponse>): ServerResponse {
  opaque.writeHead(statusCode, headers);
  return opaque;
}

const server = createServer((incoming, response) => {
  const method = incoming.method as Dispatcher.HttpMethod;
  const body = method === "GET" || method === "HEAD" ? null : incoming;
  const headers = fieldsToForward(incoming.headers);
  pool.stream({ path: incoming.url ?? "/", method, headers, body, opaque: response }, toClient, (error) => {
    if (error) response.destroy();
  });
}).listen({ port, host: "127.0.0.1", backlog: 4096 }, () => ready(server));
