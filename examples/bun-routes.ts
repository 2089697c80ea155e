// bun-routes.ts
import { formatJsonRecord, withErrorRedirect } from "@understudy/core";
import { createHttpTransport } from "@understudy/http-transport";
import { answerLocally } from "./answer-locally.ts";
import { readImage } from "./images.ts";

const image = withErrorRedirect(
  async (request: Bun.BunRequest<"/:id">, _server: Bun.Server<undefined>) => {
    const bytes = await readImage(request.params.id);
    return new Response(bytes, { headers: { "content-type": "image/jpeg" } });
  },
  {
    rootUrl: process.env.SECONDARY ?? "http://127.0.0.1:8081",
    transport: createHttpTransport(),
    clientOf: (request, server) => ({ address: server.requestIP(request)?.address }),
    answerLocally,
    onRecord: (record) => console.log(formatJsonRecord(record)),
  },
);

const port = Number(process.env.PORT ?? 8080);
const server = Bun.serve({ hostname: "127.0.0.1", port, idleTimeout: 60, routes: { "/:id": image } });
console.log(`listening on ${server.url}`);
