import { createLineFeed, type StartTarget } from "@understudy/conformance";
import { createImageServer } from "@understudy/image-server";
import { FETCH_GAPS_ON_NODE, IMAGE_SERVER_GAPS } from "./known-gaps.ts";
import { runAsTests } from "./run-as-tests.ts";

const start: StartTarget = async ({ configurationFolder }) => {
  const log = createLineFeed();
  const images = await createImageServer({ configurationFolder, log: log.push, pollIntervalMs: 0 });
  return { handler: images.handler, log, runtime: `node ${process.versions.node}`, stop: () => images.close() };
};

runAsTests({
  name: "in-process: image server, core and its fetch transport",
  start,
  expectRuntime: "node",
  knownGaps: [...FETCH_GAPS_ON_NODE, ...IMAGE_SERVER_GAPS],
});
