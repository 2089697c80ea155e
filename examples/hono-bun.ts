// hono-bun.ts
import { getConnInfo } from "hono/bun";
import { createApp } from "./hono.ts";

const { fetch } = createApp(getConnInfo);
const server = Bun.serve({ fetch, hostname: "127.0.0.1", port: Number(process.env.PORT ?? 8080), idleTimeout: 60 });
console.log(`listening on ${server.url}`);
