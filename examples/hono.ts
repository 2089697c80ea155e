// hono.ts
import { createErrorRedirect, formatJsonRecord } from "@understudy/core";
import { createHttpTransport } from "@understudy/http-transport";
import { type Context, Hono } from "hono";
import { answerLocally } from "./answer-locally.ts";
import { readImage } from "./images.ts";

/** The app, the same on every runtime; `addressOf` is the `getConnInfo` of the one that serves it. */
export function createApp(getConnInfo: (c: Context) => { readonly remote: { readonly address?: string } }): Hono {
  const errorRedirect = createErrorRedirect({
    rootUrl: process.env.SECONDARY ?? "http://127.0.0.1:8081",
    transport: createHttpTransport(),
    onRecord: (record) => console.log(formatJsonRecord(record)),
  });

  const app = new Hono();
  app.get("/:id", async (c) => c.body(await readImage(c.req.param("id")), 200, { "content-type": "image/jpeg" }));
  app.onError(async (error, c) => {
    const result = await errorRedirect(error, c.req.raw, { address: getConnInfo(c).remote.address });
    return result.kind === "local" ? answerLocally(error) : result.response;
  });
  return app;
}
