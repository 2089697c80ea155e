/**
 * The image server's own path against other servers of images: see README.md beside this file.
 *
 *   npm run bench:images -- --help
 */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { createRandom } from "@understudy/test-sources/random";
import { runProgram } from "../harness/load/run-program.ts";
import { findWrk } from "../harness/load/wrk.ts";
import { describeMachine } from "../harness/report/machine.ts";
import { spawnServer } from "../harness/servers/spawn-server.ts";
import { packageVersion } from "../harness/servers/versions.ts";
import { entryCommand } from "../redirect/contenders/contenders.ts";
import { IMAGE_CONTENDERS } from "./contenders.ts";
import { measureImagePaths } from "./measure.ts";
import { type ImagePathOptions, parseImagePathOptions } from "./options.ts";
import { printedImagePaths, type StageFigures } from "./print.ts";
import { IMAGE_SCENARIOS } from "./scenarios.ts";
import { writeSources } from "./sources.ts";

try {
  const options = parseImagePathOptions(process.argv.slice(2));
  if (typeof options === "string") console.log(options);
  else await benchImages(options);
} catch (error) {
  console.error(`bench: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}

async function benchImages(options: ImagePathOptions): Promise<void> {
  const { runs, seconds, warmupSeconds, seed } = options;
  const wrk = findWrk();
  const tool = wrk === undefined ? "autocannon" : "wrk";
  const machine = describeMachine();
  const versions = {
    node: process.versions.node,
    [tool]: wrk?.version ?? packageVersion("autocannon"),
    ipx: packageVersion("ipx"),
    "ipx's sharp": versionBelowIpx(),
    sharp: packageVersion("sharp"),
    imagescript: packageVersion("imagescript"),
  };
  const { cpu, cores, memoryGiB, system, loadAverage } = machine;
  console.log(`${cpu}, ${cores} cores, ${memoryGiB} GiB, ${system}, load average ${loadAverage}`);
  console.log(
    Object.entries(versions)
      .map(([name, version]) => `${name} ${version}`)
      .join(", "),
  );
  console.log(`${runs} runs of ${seconds} s after ${warmupSeconds} s of warm-up, seed ${seed}`);

  const skipped: { what: string; why: string }[] = [];
  const skip = (what: string, why: unknown) => {
    const reason = why instanceof Error ? why.message : String(why);
    console.error(`left out: ${what}: ${reason}`);
    skipped.push({ what, why: reason });
  };
  const origin = await spawnServer(await entryCommand("origin/origin.ts", "node"));
  try {
    const loads = await measureImagePaths(
      IMAGE_CONTENDERS.filter(({ id }) => options.contenders.has(id)),
      IMAGE_SCENARIOS.filter(({ id }) => options.scenarios.has(id)),
      {
        tool,
        originUrl: origin.url,
        runs,
        seconds,
        warmupSeconds,
        random: createRandom(seed),
        tell: (line) => console.error(line),
        skip,
      },
    );
    const stages = await measureStages(runs).catch((error: unknown) => {
      skip("stages", error);
      return undefined;
    });
    console.log(`\n${printedImagePaths(loads, stages, skipped)}\n`);
    const startedAt = new Date().toISOString().replaceAll(":", "-").slice(0, 19);
    const file = options.out ?? fileURLToPath(new URL(`../results/image-path-${startedAt}.json`, import.meta.url));
    mkdirSync(dirname(file), { recursive: true });
    const report = { machine, versions, conditions: { runs, seconds, warmupSeconds, seed }, loads, stages, skipped };
    writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
    console.log(`written to ${relative(process.cwd(), file)}`);
  } finally {
    await origin.stop();
  }
}

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
