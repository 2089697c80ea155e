/** `http-proxy-3` on its native path with a keep-alive agent; by default it connects anew for every request. */
import { Agent, createServer, type ServerResponse } from "node:http";
import { createProxyServer } from "http-proxy-3";
import { KEPT_CONNECTIONS, origin, port, ready } from "../../harness/servers/entry.ts";

const agent = new Agent({ keepAlive: true, maxFreeSockets: KEPT_CONNECTIONS });
const proxy = createProxyServer({ target: origin.origin, agent });
proxy.on("error", (_error, _request, response) => (response as ServerResponse).destroy());
const server = createServer((request, response) => proxy.web(request, response));
server.listen({ port, host: "127.0.0.1", backlog: 4096 }, () => ready(server));
