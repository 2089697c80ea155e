// deno-serve.ts
import { createFetchHandler } from "@understudy/adapter-deno";
import { formatJsonRecord, redirectOnError } from "@understudy/core";
import { answerLocally } from "./answer-locally.ts";
import { readImage } from "./images.ts";

const handler = redirectOnError(
  async ({ request }) => {
    const bytes = await readImage(decodeURIComponent(new URL(request.url).pathname.slice(1)));
    return new Response(bytes, { headers: { "content-type": "image/jpeg" } });
  },
  {
    rootUrl: Deno.env.get("SECONDARY") ?? "http://127.0.0.1:8081",
    answerLocally,
    onRecord: (record) => console.log(formatJsonRecord(record)),
  },
);

const onListen = ({ port }: { port: number }) => console.log(`listening on http://127.0.0.1:${port}`);
const port = Number(Deno.env.get("PORT") ?? 8080);
Deno.serve({ hostname: "127.0.0.1", port, onListen }, createFetchHandler(handler));
