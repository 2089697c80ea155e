// node.ts
import { serve } from "@understudy/adapter-node";
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

const server = await serve(handler, { port: Number(process.env.PORT ?? 8080) });
console.log(`listening on ${server.url}`);
