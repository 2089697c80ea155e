/**
 * Core behind adapter-node, with a primary that takes POST and would redirect any path: `--conf DIR --port N
 * [--trust-proxy any]`.
 */
import { redirectOnError, serve } from "@understudy/adapter-node";
import { createPatternFormatter, SourceError } from "@understudy/core";
import { errorRedirectSettings } from "@understudy/core/adapter";
import { readProperties, startArguments, tellReady } from "./start-arguments.ts";

const { configurationFolder, port, trustProxy } = startArguments();
const properties = readProperties(configurationFolder);
const format = createPatternFormatter(properties["accessLog.pattern"] ?? "");

/**
 * Whatever is called `gone`, and all static content, is not on disk, wherever the path begins. It reads what it is
 * posted.
 */
const handler = redirectOnError(
  async ({ request }) => {
    const { pathname } = new URL(request.url);
    await request.arrayBuffer();
    if (pathname.endsWith("/gone") || pathname.includes("/is/static/")) {
      throw new SourceError("image-not-on-disk", { source: pathname });
    }
    return new Response("not here\n", { status: 404 });
  },
  { ...errorRedirectSettings(properties), onRecord: (record) => console.log(format(record)) },
);

const server = await serve(handler, { port, trustProxy });
tellReady(Number(new URL(server.url).port), `node ${process.versions.node}`);
process.on("SIGTERM", () => server.close().then(() => process.exit(0)));
