/** A primary that has its image in memory, bare or (WRAPPED=1) behind redirect on error, on the runtime's adapter. */
import process from "node:process";
import { redirectOnError, serve } from "@understudy/adapter-node";
import { origin, port, ready } from "../contenders/entry.ts";
import { bodyOf } from "../origin/answers.ts";

const body = new Uint8Array(bodyOf("20k"));
const headers = { "content-type": "image/jpeg", "content-length": String(body.byteLength) };
const image = () => new Response(body, { headers });

const handler = process.env.WRAPPED === "1" ? redirectOnError(image, { rootUrl: origin.origin }) : image;
const server = await serve(handler, { port, host: "127.0.0.1" });
ready(Number(new URL(server.url).port));
