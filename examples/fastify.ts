// fastify.ts
import { createErrorHandler } from "@understudy/adapter-node";
import { formatJsonRecord, isSourceError } from "@understudy/core";
import { fastify } from "fastify";
import { readImage } from "./images.ts";

const redirect = createErrorHandler({
  rootUrl: process.env.SECONDARY ?? "http://127.0.0.1:8081",
  onRecord: (record) => console.log(formatJsonRecord(record)),
});

const app = fastify();
app.get<{ Params: { id: string } }>("/:id", async (request, reply) => {
  const bytes = await readImage(request.params.id);
  return reply.type("image/jpeg").send(bytes);
});
app.setErrorHandler((error, request, reply) => {
  redirect(error, request.raw, reply.raw, (failure) =>
    isSourceError(failure) ? reply.code(failure.status).send(failure.publicMessage) : reply.send(failure),
  );
});

console.log(`listening on ${await app.listen({ port: Number(process.env.PORT ?? 8080) })}`);
