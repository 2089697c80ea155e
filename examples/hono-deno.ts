// hono-deno.ts
import { getConnInfo } from "hono/deno";
import { createApp } from "./hono.ts";

const onListen = ({ port }: { port: number }) => console.log(`listening on http://127.0.0.1:${port}`);
const port = Number(Deno.env.get("PORT") ?? 8080);
Deno.serve({ hostname: "127.0.0.1", port, onListen }, createApp(getConnInfo).fetch);
