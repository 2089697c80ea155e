/** Hono with the library in its error handler, as a server to be tested: `--conf DIR --port N [--trust-proxy any]`. */
import { type HttpBindings, serve } from "@hono/node-server";
import { createErrorRedirect } from "@understudy/adapter-node";
import { type ClientContext, createPatternFormatter } from "@understudy/core";
import { errorRedirectSettings } from "@understudy/core/adapter";
import { Hono } from "hono";
import { BrokenImage, createImagePrimary } from "./image-primary.ts";
import { clientOfNode } from "./node-client.ts";
import { readProperties, startArguments, tellReady } from "./start-arguments.ts";

const started = startArguments();
const { configurationFolder, port, trustProxy } = started;
const properties = readProperties(configurationFolder);
const format = createPatternFormatter(properties["accessLog.pattern"] ?? "");
const onRecord = (record: Parameters<typeof format>[0]) => console.log(format(record));

const primary = await createImagePrimary(started, onRecord);
const errorRedirect = createErrorRedirect({ ...errorRedirectSettings(properties), onRecord });

const app = new Hono<{ Bindings: HttpBindings; Variables: { client: ClientContext } }>();
app.use(async (c, next) => {
  c.set("client", clientOfNode(c.env.incoming as never, c.env.outgoing as never, trustProxy));
  await next();
});
app.all("*", (c) => primary(c.req.raw, c.get("client")));
app.onError(async (error, c) => {
  if (!(error instanceof BrokenImage)) throw error;
  const result = await errorRedirect(error, c.req.raw, c.get("client"));
  return result.kind === "local" ? error.answerLocally() : result.response;
});

serve({ fetch: app.fetch, port, hostname: "127.0.0.1" }, (info) =>
  tellReady(info.port, `node ${process.versions.node}`),
);
process.on("SIGTERM", () => process.exit(0));
