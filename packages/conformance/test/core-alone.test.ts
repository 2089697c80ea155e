import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { HattipHandler } from "@hattip/core";
import { createHttpTransport, serve } from "@understudy/adapter-node";
import { createLineFeed, type StartTarget } from "@understudy/conformance";
import { createPatternFormatter, errorRedirectSettings, redirectOnError, SourceError } from "@understudy/core";
import { runAsTests } from "./run-as-tests.ts";

/** Whatever is called `gone`, and all static content, is not on disk, wherever the path begins. It reads what it is posted. */
const primary: HattipHandler = async ({ request }) => {
  const { pathname } = new URL(request.url);
  await request.arrayBuffer();
  if (pathname.endsWith("/gone") || pathname.includes("/is/static/"))
    throw new SourceError("image-not-on-disk", { source: pathname });
  return new Response("not here\n", { status: 404 });
};

const start: StartTarget = async ({ configurationFolder, trustProxy }) => {
  const text = await readFile(join(configurationFolder, "PlatformServer.conf"), "utf8");
  const properties = Object.fromEntries(
    text
      .trimEnd()
      .split("\n")
      .map((line) => line.split(/=(.*)/s).slice(0, 2)),
  );
  const log = createLineFeed();
  const format = createPatternFormatter(properties["accessLog.pattern"]);
  const handler = redirectOnError(primary, {
    ...errorRedirectSettings(properties),
    transport: createHttpTransport(),
    onRecord: (record) => log.push(format(record)),
  });
  const server = await serve(handler, { port: 0, trustProxy });
  return { url: server.url, log, stop: () => server.close() };
};

runAsTests({
  name: "core behind adapter-node, with a primary that takes POST",
  start,
  offers: ["request-body", "trusted-proxy"],
  only: [
    // An image server would refuse most of these paths before anything could be redirected.
    "X04",
    "x10-small-request-body",
    "x10-request-body-of-64-kib-length",
    "x10-request-body-of-64-kib-chunked",
    "x10-request-body-over-64-kib-length",
    "x10-request-body-over-64-kib-chunked",
    "x09-before-the-head-of-a-post",
    "x12-trusted-fields-are-extended",
    "x06-own-id-is-not-redirected",
  ],
});
