// koa.ts
import { createErrorHandler } from "@understudy/adapter-node";
import { formatJsonRecord, isSourceError } from "@understudy/core";
import Koa from "koa";
import { readImage } from "./images.ts";

const redirect = createErrorHandler({
  rootUrl: process.env.SECONDARY ?? "http://127.0.0.1:8081",
  onRecord: (record) => console.log(formatJsonRecord(record)),
});

const app = new Koa();
app.use(async (ctx, next) => {
  try {
    await next();
  } catch (error) {
    ctx.respond = false;
    redirect(error, ctx.req, ctx.res, (failure) => {
      if (!isSourceError(failure)) return ctx.onerror(failure instanceof Error ? failure : new Error(String(failure)));
      ctx.res.writeHead(failure.status, { "content-type": "text/plain" }).end(failure.publicMessage);
    });
  }
});
app.use(async (ctx) => {
  const bytes = await readImage(decodeURIComponent(ctx.path.slice(1)));
  ctx.type = "jpeg";
  ctx.body = bytes;
});

const server = app.listen(Number(process.env.PORT ?? 8080), "127.0.0.1", () => {
  const address = server.address();
  if (address !== null && typeof address === "object") console.log(`listening on http://127.0.0.1:${address.port}`);
});
