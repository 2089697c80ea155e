/** `httpxy`'s proxy server; it has a keep-alive agent of its own, here with more connections than the default's 256. */
import { Agent, createServer } from "node:http";
import { createProxyServer } from "httpxy";
import { KEPT_CONNECTIONS, origin, port, ready } from "../../harness/servers/entry.ts";

const agent = new Agent({ keepAlive: true, maxFreeSockets: KEPT_CONNECTIONS });
const proxy = createProxyServer({ target: origin.origin, agent });
const server = createServer((request, response) => {
  proxy.web(request, response).catch(() => response.destroy());
});
server.listen({ port, host: "127.0.0.1", backlog: 4096 }, () => ready(server));
