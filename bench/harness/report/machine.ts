import { cpus, loadavg, release, type as systemName, totalmem } from "node:os";
import type { LoadTool } from "../load/load.ts";
import { RUNTIMES, runtimeVersion } from "../servers/runtimes.ts";
import { packageVersion, versionOf } from "../servers/versions.ts";

/** What the figures were taken on. */
export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly system: string;
  /** Processes that wanted to run in the minute before; above a few tenths the machine was not quiet. */
  readonly loadAverage: number;
}

export function describeMachine(): Machine {
  const processors = cpus();
  return {
    cpu: processors[0]?.model.trim() ?? "unknown",
    cores: processors.length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    system: `${systemName()} ${release()}`,
    loadAverage: Math.round(loadavg()[0]! * 100) / 100,
  };
}

const PACKAGES = ["undici", "fastify", "@fastify/reply-from", "http-proxy-3", "httpxy", "hono", "@hono/node-server"];

/** Name and version of everything that takes part; undefined for what is not there. */
export function describeVersions(tool: LoadTool): Record<string, string | undefined> {
  return {
    ...Object.fromEntries(RUNTIMES.map((runtime) => [runtime, runtimeVersion(runtime)])),
    nginx: versionOf(process.env.NGINX ?? "nginx", "-v"),
    [tool.name]: tool.version,
    ...Object.fromEntries(PACKAGES.map((name) => [name, packageVersion(name)])),
  };
}
