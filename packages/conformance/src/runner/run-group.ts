import { rm } from "node:fs/promises";
import { makeConfigurationFolder } from "../configuration/make-folder.ts";
import { platformServerConf } from "../configuration/platform-server-conf.ts";
import type { ConformanceCase } from "../format/case.ts";
import type { ConfigurationSpec } from "../format/configuration.ts";
import { StartRefusedError } from "../launcher/launch-error.ts";
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
  /** Where the configuration folder is made. */
  readonly workFolder: string;
  readonly signal: AbortSignal | undefined;
  /** The name of the configuration. */
  readonly name: string;
  /** Whether the configuration folder is left where it is. */
  readonly keep: boolean;
}

/** What a group reports while it runs. */
export interface GroupObserver {
  /** Runs one case; must not throw. */
  run(one: ConformanceCase, around: Surroundings): Promise<void>;
  /** The server could not be started; no case was tried. */
  couldNotStart(reason: string): void;
  /** The server does not start on a configuration on which it need not: the cases hold. */
  refusedToStart(): void;
}

/** Starts the server of one configuration, has its cases run side by side, and stops it. Nothing is left behind. */
export async function runGroup(parts: GroupParts, observer: GroupObserver): Promise<void> {
  const { spec, cases, secondary, decoy, signal } = parts;
  let folder: string | undefined;
  const targets: Target[] = [];
  const stopAll = () => Promise.all(targets.map((target) => target.stop()));
  const onAbort = () => void stopAll();
  signal?.addEventListener("abort", onAbort, { once: true });
  try {
    const trustProxy = spec.trustProxy ?? false;
    try {
      folder = await makeConfigurationFolder(parts.workFolder, parts);
      const allowIncomplete = spec.lost !== undefined;
      const setup = { configurationFolder: folder, trustProxy, allowIncomplete, ...(signal && { signal }) };
      targets.push(await parts.start(setup));
      if (spec.peer) targets.push(await parts.start(setup));
    } catch (error) {
      if (spec.lost !== undefined && error instanceof StartRefusedError) observer.refusedToStart();
      else observer.couldNotStart((error as Error).message);
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
      configuration: {
        name: parts.name,
        properties: platformServerConf(spec, parts.rootUrl).trimEnd().split("\n"),
        ...(parts.keep && { folder }),
      },
      ended: () => ended,
    };
    const waiting = [...cases];
    const worker = async () => {
      for (let one = waiting.shift(); one && !signal?.aborted; one = waiting.shift()) await observer.run(one, around);
    };
    await Promise.all(Array.from({ length: parts.concurrency }, worker));
  } finally {
    signal?.removeEventListener("abort", onAbort);
    await stopAll();
    if (folder !== undefined && !parts.keep) await rm(folder, { recursive: true, force: true });
  }
}
