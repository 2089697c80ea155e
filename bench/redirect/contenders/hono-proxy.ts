/** Hono's `proxy` on its own Node server, as its documentation shows it. */
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { proxy } from "hono/proxy";
import { origin, port, ready } from "../../harness/servers/entry.ts";

const app = new Hono();
app.get("/*", (context) => {
  const { pathname, search } = new URL(context.req.url);
  return proxy(`${origin.origin}${pathname}${search}`, { raw: context.req.raw });
});
serve({ fetch: app.fetch, port, hostname: "127.0.0.1" }, (bound) => ready(bound.port));
