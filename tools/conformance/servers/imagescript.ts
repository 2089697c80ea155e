/**
 * The image server on Node with imagescript, also where sharp is installed: `--conf DIR --port N [--trust-proxy any]`.
 */
import { createHttpTransport, serve } from "@understudy/adapter-node";
import { createImageServer } from "@understudy/image-server";
import { startArguments, tellReady } from "./start-arguments.ts";

const { configurationFolder, port, trustProxy, allowIncomplete } = startArguments();
const images = await createImageServer({
  configurationFolder,
  allowIncomplete,
  transport: createHttpTransport(),
  codec: "imagescript",
});
const server = await serve(images.handler, { host: "127.0.0.1", port, trustProxy });
tellReady(Number(new URL(server.url).port), `node ${process.versions.node}`);
process.on("SIGTERM", async () => {
  await server.close();
  await images.close();
  process.exit(0);
});
