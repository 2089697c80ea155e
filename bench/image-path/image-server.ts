/**
 * The image server on Node with the codec that CODEC names; the app has no argument for it. `--conf` names the folder.
 */
import process from "node:process";
import { parseArgs } from "node:util";
import { createHttpTransport, serve } from "@understudy/adapter-node";
import { createImageServer, type ImageServerOptions } from "@understudy/image-server";

// Of the app's other options, none changes what is measured here.
const { values } = parseArgs({ options: { conf: { type: "string" }, port: { type: "string" } }, strict: false });
const images = await createImageServer({
  configurationFolder: String(values.conf ?? ""),
  transport: createHttpTransport(),
  codec: process.env.CODEC as ImageServerOptions["codec"],
});
const server = await serve(images.handler, { host: "127.0.0.1", port: Number(values.port ?? 0) });
console.log(`listening on ${server.url.replace(/\/$/, "")}`);
process.on("SIGTERM", () => process.exit(0));
