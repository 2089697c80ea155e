/**
 * `@fastify/reply-from` on its undici client, which its documentation calls the fast one, with no limit that others do
 * not have.
 */
import replyFrom from "@fastify/reply-from";
import fastify from "fastify";
import { KEPT_CONNECTIONS, origin, port, ready } from "../../harness/servers/entry.ts";

const app = fastify({ logger: false });
app.register(replyFrom, { base: origin.origin, undici: { connections: KEPT_CONNECTIONS, pipelining: 1 } });
app.get("/*", (request, reply) => reply.from(request.url));
await app.listen({ port, host: "127.0.0.1", backlog: 4096 });
ready(app.server);
