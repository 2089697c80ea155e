// Hono on its own server for Node.js, as its users have it: no access record, and a secondary whose answer never ends. It prints its URL.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import { createErrorRedirect, SourceError } from "@understudy/core";
import { createHttpTransport } from "@understudy/http-transport";
import { Hono } from "hono";

const secondary = createServer((_request, response) => void response.write("first"));
await new Promise<void>((resolve) => secondary.listen(0, "127.0.0.1", resolve));
const rootUrl = `http://127.0.0.1:${(secondary.address() as AddressInfo).port}`;
const errorRedirect = createErrorRedirect({ rootUrl, transport: createHttpTransport() });

const app = new Hono();
app.get("*", () => {
  throw new SourceError("image-corrupt");
});
app.onError(async (error, c) => {
  const result = await errorRedirect(error, c.req.raw);
  return result.kind === "local" ? c.text("local", 500) : result.response;
});
serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" }, ({ port }) => console.log(`http://127.0.0.1:${port}`));
