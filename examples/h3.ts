// h3.ts
import { createErrorRedirect, formatJsonRecord } from "@understudy/core";
import { createHttpTransport } from "@understudy/http-transport";
import { getRouterParam, H3, serve } from "h3";
import { answerLocally } from "./answer-locally.ts";
import { readImage } from "./images.ts";

const errorRedirect = createErrorRedirect({
  rootUrl: process.env.SECONDARY ?? "http://127.0.0.1:8081",
  transport: createHttpTransport(),
  onRecord: (record) => console.log(formatJsonRecord(record)),
});

const app = new H3({
  async onError({ cause }, { req }) {
    // h3 wraps what a handler throws.
    const result = await errorRedirect(cause, req, { address: req.ip });
    return result.kind === "local" ? answerLocally(cause) : result.response;
  },
});
app.get("/:id", async (event) => {
  const bytes = await readImage(getRouterParam(event, "id", { decode: true }) ?? "");
  event.res.headers.set("content-type", "image/jpeg");
  return bytes;
});

const server = serve(app, { hostname: "127.0.0.1", port: Number(process.env.PORT ?? 8080), silent: true });
await server.ready();
console.log(`listening on ${server.url}`);
