import { startCommand } from "@understudy/conformance";
import { IMAGE_SERVER_GAPS } from "./known-gaps.ts";
import { runAsTests } from "./run-as-tests.ts";

runAsTests({
  name: "apps/node",
  knownGaps: IMAGE_SERVER_GAPS,
  start: startCommand({
    command: "node -C source --import tsx apps/node/main.ts --conf {conf} --port {port}",
    cwd: new URL("../../..", import.meta.url).pathname,
  }),
});
