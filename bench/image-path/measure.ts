import { rmSync } from "node:fs";
import sharp from "sharp";
import { bodyOf } from "../harness/origin/answers.ts";
import { medianOf } from "../harness/report/median.ts";
import type { LoadFigures, LoadRow } from "../harness/report/results.ts";
import { resetPeak, usageOf } from "../harness/servers/proc-stat.ts";
import { spawnServer } from "../harness/servers/spawn-server.ts";
import { shuffled } from "../harness/shuffle.ts";
import type { ImageContender } from "./contenders.ts";
import { loadPaths, type PathsLoad } from "./load-paths.ts";
import { HOT_WIDTH, type ImageScenario } from "./scenarios.ts";
import { writeSources } from "./sources.ts";

/** How it is measured. */
export interface ImageMeasurement {
  readonly tool: PathsLoad["tool"];
  readonly originUrl: string;
  readonly runs: number;
  readonly seconds: number;
  readonly warmupSeconds: number;
  readonly random: () => number;
  readonly tell: (line: string) => void;
  readonly skip: (what: string, why: unknown) => void;
}

/** Puts every scenario's load on every contender, each time in a fresh process and in another order. */
export async function measureImagePaths(
  contenders: readonly ImageContender[],
  scenarios: readonly ImageScenario[],
  measurement: ImageMeasurement,
): Promise<LoadRow[]> {
  const found = new Map<string, { contender: string; scenario: string; runs: LoadFigures[] }>();
  for (let round = 1; round <= measurement.runs; round++) {
    for (const scenario of shuffled(scenarios, measurement.random)) {
      for (const contender of shuffled(contenders, measurement.random)) {
        const key = `${contender.id} ${scenario.id}`;
        if (scenario.needsSecondary && !contender.secondary) {
          if (round === 1) measurement.skip(key, "it has no secondary to go to: every tenth answer would be an error");
          continue;
        }
        try {
          const figures = await measureOnce(contender, scenario, measurement);
          measurement.tell(`round ${round}  ${key}  ${figures.requestsPerSecond.toFixed(1)} req/s`);
          if (!found.has(key)) found.set(key, { contender: contender.id, scenario: scenario.id, runs: [] });
          found.get(key)!.runs.push(figures);
        } catch (error) {
          measurement.skip(`${key}, round ${round}`, error);
        }
      }
    }
  }
  return [...found.values()].map((row) => ({ ...row, median: medianOf<keyof LoadFigures>(row.runs) }));
}

async function measureOnce(
  { command, targetOf }: ImageContender,
  { connections, keepsAnswers, needsSecondary, targets }: ImageScenario,
  { tool, originUrl, seconds, warmupSeconds }: ImageMeasurement,
): Promise<LoadFigures> {
  const sources = await writeSources(originUrl, keepsAnswers);
  try {
    const server = await spawnServer(await command(sources));
    try {
      await checkImage(server.url + targetOf(0, HOT_WIDTH));
      if (needsSecondary) await checkRedirected(server.url + targetOf("broken", HOT_WIDTH));
      const load = { tool, url: server.url, targets: targets(targetOf), connections };
      await loadPaths({ ...load, seconds: warmupSeconds });
      resetPeak(server.pid);
      const before = usageOf(server.pid);
      const result = await loadPaths({ ...load, seconds });
      const after = usageOf(server.pid);
      const cpuSeconds = after.cpuSeconds - before.cpuSeconds;
      if (result.requests === 0) throw new Error(`no request was answered, ${result.errors} errors`);
      return {
        requestsPerSecond: result.requests / result.seconds,
        p50Ms: result.p50Ms,
        p99Ms: result.p99Ms,
        cpuSeconds,
        cpuMsPerRequest: (cpuSeconds * 1000) / result.requests,
        peakMiB: after.peakBytes / 2 ** 20,
        errors: result.errors,
      };
    } finally {
      await server.stop();
    }
  } finally {
    rmSync(sources.configurationFolder, { recursive: true, force: true });
  }
}

/** Asks once: a JPEG of the width that was asked for, all of whose pixels can be decoded. @throws saying what was wrong */
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
