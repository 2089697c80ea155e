// hono-node.ts
import { serve } from "@hono/node-server";
import { getConnInfo } from "@hono/node-server/conninfo";
import { createApp } from "./hono.ts";

serve(
  { fetch: createApp(getConnInfo).fetch, hostname: "127.0.0.1", port: Number(process.env.PORT ?? 8080) },
  ({ port }) => console.log(`listening on http://127.0.0.1:${port}`),
);
