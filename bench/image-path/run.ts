/**
 * The image server's own path against other servers of images: see README.md beside this file.
 *
 *   npm run bench:images -- --help
 */
import { rmSync } from "node:fs";
import { runProgram } from "../harness/load/run-program.ts";
import { findWrk } from "../harness/load/wrk.ts";
import { runBench } from "../harness/run-bench.ts";
import { entryCommand, startOrigin } from "../harness/servers/entry-command.ts";
import { packageVersion } from "../harness/servers/versions.ts";
import { IMAGE_CONTENDERS } from "./contenders.ts";
import { measureImagePaths } from "./measure.ts";
import { type ImagePathOptions, parseImagePathOptions } from "./options.ts";
import { printedImagePaths, type StageFigures } from "./print.ts";
import { IMAGE_SCENARIOS } from "./scenarios.ts";
import { writeSources } from "./sources.ts";

const wrk = findWrk();
const tool = wrk === undefined ? "autocannon" : "wrk";

await runBench<ImagePathOptions>({
  reportName: "image-path",
  parse: parseImagePathOptions,
  versions: () => ({
    node: process.versions.node,
    [tool]: wrk?.version ?? packageVersion("autocannon"),
    ipx: packageVersion("ipx"),
    "ipx's sharp": versionBelowIpx(),
    sharp: packageVersion("sharp"),
    imagescript: packageVersion("imagescript"),
  }),
  async measure(options, run) {
    const origin = await startOrigin();
    try {
      const loads = await measureImagePaths(
        IMAGE_CONTENDERS.filter(({ id }) => options.contenders.has(id)),
        IMAGE_SCENARIOS.filter(({ id }) => options.scenarios.has(id)),
        { tool, originUrl: origin.url, options },
        run,
      );
      const stages = await measureStages(options.runs).catch((error: unknown) => {
        run.skip("stages", error);
        return undefined;
      });
      return { printed: printedImagePaths(loads, stages), report: { loads, stages } };
    } finally {
      await origin.stop();
    }
  },
});

/** ipx brings a sharp of its own where the other one is too new for it. */
function versionBelowIpx(): string {
  try {
    return packageVersion("ipx/node_modules/sharp");
  } catch {
    return packageVersion("sharp");
  }
}

async function measureStages(rounds: number): Promise<StageFigures> {
  const { configurationFolder, imageFolder } = await writeSources("http://127.0.0.1:1", true);
  try {
    const { program, args, env } = await entryCommand("image-path/stages.ts", "node", {
      IMAGES: imageFolder,
      ROUNDS: String(rounds),
    });
    return JSON.parse(await runProgram(program, args, env));
  } finally {
    rmSync(configurationFolder, { recursive: true, force: true });
  }
}
