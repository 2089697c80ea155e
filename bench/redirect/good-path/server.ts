/**
 * A primary that has its image in memory, on the runtime's adapter: bare at `/bare`, behind redirect on error at
 * `/wrapped`.
 */
import { type Platform, redirectOnError, serve } from "@understudy/adapter-node";
import { bodyOf } from "../../harness/origin/answers.ts";
import { origin, port, ready } from "../../harness/servers/entry.ts";

const body = new Uint8Array(bodyOf("20k"));
const headers = { "content-type": "image/jpeg", "content-length": String(body.byteLength) };
const image = () => new Response(body, { headers });
const wrapped = redirectOnError<Platform>(image, { rootUrl: origin.origin });

const server = await serve((context) => (context.platform.request.url === "/wrapped" ? wrapped(context) : image()), {
  port,
  host: "127.0.0.1",
});
ready(Number(new URL(server.url).port));
