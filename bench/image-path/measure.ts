import { rmSync } from "node:fs";
import sharp from "sharp";
import { measureRounds } from "../harness/measure-rounds.ts";
import { measureServer } from "../harness/measure-server.ts";
import type { RunOptions } from "../harness/options/run-options.ts";
import { bodyOf } from "../harness/origin/answers.ts";
import type { LoadFigures, LoadRow } from "../harness/report/results.ts";
import type { BenchRun } from "../harness/run-bench.ts";
import type { ImageContender } from "./contenders.ts";
import { loadPaths, type PathsLoad } from "./load-paths.ts";
import { HOT_WIDTH, type ImageScenario } from "./scenarios.ts";
import { writeSources } from "./sources.ts";

/** How it is measured. */
export interface ImageMeasurement {
  readonly tool: PathsLoad["tool"];
  readonly originUrl: string;
  readonly options: RunOptions;
}

/** Puts every scenario's load on every contender, each time in a fresh process and in another order. */
export function measureImagePaths(
  contenders: readonly ImageContender[],
  scenarios: readonly ImageScenario[],
  measurement: ImageMeasurement,
  run: BenchRun,
): Promise<LoadRow[]> {
  return measureRounds(
    {
      runs: measurement.options.runs,
      contenders,
      scenarios,
      measureOnce: (contender, scenario) => measureOnce(contender, scenario, measurement),
      summary: ({ requestsPerSecond }) => `${requestsPerSecond.toFixed(1)} req/s`,
      leftOut: ({ secondary }, { needsSecondary }) =>
        needsSecondary && !secondary ? "it has no secondary to go to: every tenth answer would be an error" : undefined,
    },
    run,
  );
}

async function measureOnce(
  { command, targetOf }: ImageContender,
  { connections, keepsAnswers, needsSecondary, targets }: ImageScenario,
  { tool, originUrl, options }: ImageMeasurement,
): Promise<LoadFigures> {
  const sources = await writeSources(originUrl, keepsAnswers);
  try {
    return await measureServer(await command(sources), {
      seconds: options.seconds,
      warmupSeconds: options.warmupSeconds,
      async check(url) {
        await checkImage(url + targetOf(0, HOT_WIDTH));
        if (needsSecondary) await checkRedirected(url + targetOf("broken", HOT_WIDTH));
      },
      load: (url, seconds) => loadPaths({ tool, url, targets: targets(targetOf), connections, seconds }),
    });
  } finally {
    rmSync(sources.configurationFolder, { recursive: true, force: true });
  }
}

/**
 * Asks once: a JPEG of the width that was asked for, all of whose pixels can be decoded.
 * @throws saying what was wrong
 */
async function checkImage(url: string): Promise<void> {
  const response = await fetch(url);
  const body = new Uint8Array(await response.arrayBuffer());
  if (response.status !== 200) throw new Error(`${url}: ${response.status} ${new TextDecoder().decode(body)}`);
  const { info } = await sharp(body, { failOn: "warning" }).raw().toBuffer({ resolveWithObject: true });
  const { format } = await sharp(body).metadata();
  if (format !== "jpeg" || info.width !== HOT_WIDTH) throw new Error(`${url}: ${format}, ${info.width} pixels wide`);
}

/** Asks once: the secondary's bytes. @throws when it is anything else */
async function checkRedirected(url: string): Promise<void> {
  const response = await fetch(url);
  const body = Buffer.from(await response.arrayBuffer());
  if (response.status !== 200 || !body.equals(bodyOf("20k"))) {
    throw new Error(`${url}: ${response.status}, ${body.length} bytes that are not the secondary's`);
  }
}
