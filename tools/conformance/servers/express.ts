/**
 * Express with the library in its error handler, as a server to be tested: `--conf DIR --port N [--trust-proxy any]`.
 */
import type { ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createErrorRedirect } from "@understudy/adapter-node";
import { type ClientContext, createPatternFormatter } from "@understudy/core";
import { errorRedirectSettings } from "@understudy/core/adapter";
import express, { type ErrorRequestHandler, type Request as ExpressRequest } from "express";
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

const app = express();
app.disable("x-powered-by");
app.use(express.raw({ type: () => true, limit: "10mb" }));
app.use(async (req, res) => {
  res.locals.request = webRequest(req);
  res.locals.client = clientOf(req, res);
  await send(await primary(res.locals.request, res.locals.client), res);
});
const onError: ErrorRequestHandler = async (error, _req, res, next) => {
  if (!(error instanceof BrokenImage) || res.headersSent) return next(error);
  const result = await errorRedirect(error, res.locals.request, res.locals.client);
  await send(result.kind === "local" ? error.answerLocally() : result.response, res);
};
app.use(onError);

const server = app.listen(port, "127.0.0.1", () => {
  tellReady((server.address() as AddressInfo).port, `node ${process.versions.node}`);
});
process.on("SIGTERM", () => process.exit(0));

function webRequest(req: ExpressRequest): Request {
  // Put behind a host, a target that is not a path would change the host.
  const path = req.originalUrl.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, "").replace(/^(?!\/)/, "/");
  const headers = new Headers();
  for (const [name, values] of Object.entries(req.headersDistinct)) {
    for (const value of values ?? []) headers.append(name, value);
  }
  return new Request(`http://${req.headers.host}${path}`, { method: req.method, headers });
}

function clientOf(req: ExpressRequest, res: ServerResponse): ClientContext {
  const body = req.body instanceof Uint8Array ? { body: req.body } : {};
  return { ...clientOfNode(req, res, trustProxy), ...body };
}

async function send(response: Response, res: ServerResponse): Promise<void> {
  res.statusCode = response.status;
  if (response.statusText !== "") res.statusMessage = response.statusText;
  for (const [name, value] of response.headers) if (name !== "set-cookie") res.setHeader(name, value);
  const cookies = response.headers.getSetCookie();
  if (cookies.length > 0) res.setHeader("set-cookie", cookies);
  if (response.body === null) {
    res.end();
    return;
  }
  // A body that fails, or a client that leaves: `pipeline` has destroyed the connection by then, which is all there is
  // to do.
  await pipeline(Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]), res).catch(() => {});
}
