// elysia.ts
import { createErrorRedirect, formatJsonRecord } from "@understudy/core";
import { createHttpTransport } from "@understudy/http-transport";
import { Elysia } from "elysia";
import { answerLocally } from "./answer-locally.ts";
import { readImage } from "./images.ts";

const errorRedirect = createErrorRedirect({
  rootUrl: process.env.SECONDARY ?? "http://127.0.0.1:8081",
  transport: createHttpTransport(),
  onRecord: (record) => console.log(formatJsonRecord(record)),
});

const app = new Elysia()
  .onError(async ({ error, request, server, set }) => {
    const result = await errorRedirect(error, request, { address: server?.requestIP(request)?.address });
    const response = result.kind === "local" ? answerLocally(error) : result.response;
    // Elysia has set that of the error, and would send it with this response.
    set.status = response.status;
    return response;
  })
  .get("/:id", async ({ params }) => {
    const bytes = await readImage(params.id);
    return new Response(bytes, { headers: { "content-type": "image/jpeg" } });
  })
  .listen({ hostname: "127.0.0.1", port: Number(process.env.PORT ?? 8080), idleTimeout: 60 });

console.log(`listening on ${app.server?.url}`);
