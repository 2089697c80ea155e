// fastify.ts
import { Readable } from "node:stream";
import { createErrorResponder } from "@understudy/adapter-node";
import { formatJsonRecord, isSourceError } from "@understudy/core";
import { fastify } from "fastify";
import { readImage } from "./images.ts";

const respond = createErrorResponder({
  rootUrl: process.env.SECONDARY ?? "http://127.0.0.1:8081",
  onRecord: (record) => console.log(formatJsonRecord(record)),
});

const app = fastify();
app.get<{ Params: { id: string } }>("/:id", async (request, reply) => {
  const bytes = await readImage(request.params.id);
  return reply.type("image/jpeg").send(bytes);
});
app.setErrorHandler(async (error, request, reply) => {
  const result = await respond(error, request.raw, reply.raw);
  if (result.kind === "local") {
    return isSourceError(error) ? reply.code(error.status).send(error.publicMessage) : reply.send(error);
  }
  const { response } = result;
  if (request.method !== "HEAD") return reply.send(response);
  // Fastify's own HEAD routes take no Response.
  for (const [name, value] of response.headers) reply.header(name, value);
  return reply.code(response.status).send(Readable.from([]));
});

console.log(`listening on ${await app.listen({ port: Number(process.env.PORT ?? 8080) })}`);
