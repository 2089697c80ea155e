// srvx.ts
import { formatJsonRecord, withErrorRedirect } from "@understudy/core";
import { createHttpTransport } from "@understudy/http-transport";
import { FastResponse, type ServerRequest, serve } from "srvx";
import { answerLocally } from "./answer-locally.ts";
import { readImage } from "./images.ts";

const image = async (request: ServerRequest) => {
  const bytes = await readImage(decodeURIComponent(new URL(request.url).pathname.slice(1)));
  return new FastResponse(bytes, { headers: { "content-type": "image/jpeg" } });
};

const fetch = withErrorRedirect(image, {
  rootUrl: process.env.SECONDARY ?? "http://127.0.0.1:8081",
  transport: createHttpTransport(),
  clientOf: ({ ip }) => ({ address: ip }),
  answerLocally,
  onRecord: (record) => console.log(formatJsonRecord(record)),
});

const server = serve({ fetch, hostname: "127.0.0.1", port: Number(process.env.PORT ?? 8080), silent: true });
await server.ready();
console.log(`listening on ${server.url}`);
