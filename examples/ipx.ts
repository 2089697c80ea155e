// ipx.ts
import { serve } from "@understudy/adapter-node";
import { formatJsonRecord, redirectOnError } from "@understudy/core";
import { createIPX } from "ipx";
import { answerLocally } from "./answer-locally.ts";
import { readImage } from "./images.ts";

const ipx = createIPX({
  storage: {
    name: "catalog",
    getMeta: () => ({}),
    getData: async (id) => Uint8Array.from(await readImage(id.slice(1))).buffer,
  },
});

const handler = redirectOnError(
  async ({ request }) => {
    // `/red-shoe?w=200&f=webp`: ipx's modifiers are the query.
    const { pathname, searchParams } = new URL(request.url);
    const image = ipx(decodeURIComponent(pathname.slice(1)), Object.fromEntries(searchParams));
    const { data, format } = await image.process();
    return new Response(Buffer.from(data), { headers: { "content-type": `image/${format}` } });
  },
  {
    rootUrl: process.env.SECONDARY ?? "http://127.0.0.1:8081",
    answerLocally,
    onRecord: (record) => console.log(formatJsonRecord(record)),
  },
);

const server = await serve(handler, { port: Number(process.env.PORT ?? 8080) });
console.log(`listening on ${server.url}`);
