// bun-serve.ts
import { createFetchHandler } from "@understudy/adapter-bun";
import { formatJsonRecord, redirectOnError } from "@understudy/core";
import { answerLocally } from "./answer-locally.ts";
import { readImage } from "./images.ts";

const handler = redirectOnError(
  async ({ request }) => {
    const bytes = await readImage(decodeURIComponent(new URL(request.url).pathname.slice(1)));
    return new Response(bytes, { headers: { "content-type": "image/jpeg" } });
  },
  {
    rootUrl: process.env.SECONDARY ?? "http://127.0.0.1:8081",
    answerLocally,
    onRecord: (record) => console.log(formatJsonRecord(record)),
  },
);

const port = Number(process.env.PORT ?? 8080);
const server = Bun.serve({ hostname: "127.0.0.1", port, fetch: createFetchHandler(handler) });
console.log(`listening on ${server.url}`);
