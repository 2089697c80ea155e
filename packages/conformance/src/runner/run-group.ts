import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeConfigurationFolder } from "../configuration/write-folder.ts";
import type { ConformanceCase } from "../format/case.ts";
import type { ConfigurationSpec } from "../format/configuration.ts";
import type { Secondary } from "../secondary/secondary.ts";
import type { Surroundings } from "./run-case.ts";
import type { StartTarget, Target } from "./target.ts";

/** What a group of cases with one configuration runs with. */
export interface GroupParts {
  readonly spec: ConfigurationSpec;
  readonly rootUrl: string | undefined;
  readonly cases: readonly ConformanceCase[];
  readonly start: StartTarget;
  readonly secondary: Secondary;
  readonly decoy: Secondary;
  /** How many cases run side by side. */
  readonly concurrency: number;
  readonly logWaitMs: number;
}

/** What a group tells while it runs. */
export interface GroupObserver {
  /** Runs one case; must not throw. */
  run(one: ConformanceCase, around: Surroundings): Promise<void>;
  /** The server could not be started; no case was tried. */
  couldNotStart(reason: string): void;
}

/** Starts the server of one configuration, has its cases run side by side, and stops it. Nothing is left behind. */
export async function runGroup(parts: GroupParts, observer: GroupObserver): Promise<void> {
  const { spec, cases, secondary, decoy } = parts;
  const folder = await mkdtemp(join(tmpdir(), "conformance-"));
  const targets: Target[] = [];
  try {
    const trustProxy = spec.trustProxy ?? false;
    try {
      await writeConfigurationFolder(folder, parts);
      const setup = { configurationFolder: folder, trustProxy };
      targets.push(await parts.start(setup));
      if (spec.peer) targets.push(await parts.start(setup));
    } catch (error) {
      observer.couldNotStart((error as Error).message);
      return;
    }
    const [target, peer] = targets as [Target, Target?];
    let ended: string | undefined;
    void target.exited?.then((how) => {
      ended = how;
    });
    const around: Surroundings = {
      target,
      ...(peer && { peer }),
      secondary,
      decoy,
      trustProxy,
      logWaitMs: parts.logWaitMs,
      ended: () => ended,
    };
    const waiting = [...cases];
    const worker = async () => {
      for (let one = waiting.shift(); one; one = waiting.shift()) await observer.run(one, around);
    };
    await Promise.all(Array.from({ length: parts.concurrency }, worker));
  } finally {
    await Promise.all(targets.map((target) => target.stop()));
    await rm(folder, { recursive: true, force: true });
  }
}
