/** The bare pass-through on `node:http` at both ends, for Node, Bun and Deno. */
import { Agent, createServer, request } from "node:http";
import { fieldsToForward, KEPT_CONNECTIONS, origin, port, ready } from "../../harness/servers/entry.ts";

const agent = new Agent({ keepAlive: true, maxFreeSockets: KEPT_CONNECTIONS });

const server = createServer((incoming, response) => {
  const forwarded = request(
    {
      agent,
      host: origin.hostname,
      port: origin.port,
      method: incoming.method,
      path: incoming.url,
      headers: fieldsToForward(incoming.headers),
    },
    (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    },
  );
  forwarded.on("error", () => response.destroy());
  incoming.pipe(forwarded);
}).listen({ port, host: "127.0.0.1", backlog: 4096 }, () => ready(server));
