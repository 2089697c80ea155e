import { createLineFeed, type StartTarget } from "@understudy/conformance";
import { createImageServer } from "@understudy/image-server";

/** The image server in this process, with core's portable fetch transport and no socket towards the client. */
export const startInProcess: StartTarget = async ({ configurationFolder, allowIncomplete = false }) => {
  const log = createLineFeed();
  const images = await createImageServer({
    configurationFolder,
    allowIncomplete,
    log: log.push,
    onNotice: () => {},
    pollIntervalMs: 0,
  });
  return { handler: images.handler, log, runtime: `node ${process.versions.node}`, stop: () => images.close() };
};
