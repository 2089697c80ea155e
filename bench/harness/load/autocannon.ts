import { createRequire } from "node:module";
import { packageVersion } from "../servers/versions.ts";
import type { LoadResult, LoadTool } from "./load.ts";
import { runProgram } from "./run-program.ts";

/** autocannon, for machines without wrk. It is much slower: the fast contenders are then limited by it. */
export function createAutocannon(): LoadTool {
  const file = createRequire(import.meta.url).resolve("autocannon/autocannon.js");
  return {
    name: "autocannon",
    version: packageVersion("autocannon"),
    async run({ url, connections, seconds, keepAlive }) {
      const args = [file, "--json", "--no-progress", "-c", `${connections}`, "-d", `${seconds}`, "-t", "30"];
      // Not --reconnectRate 1: autocannon then counts no answer at all. Without it, its latencies are too long here.
      if (!keepAlive) args.push("-H", "Connection=close");
      return parseAutocannonReport(await runProgram(process.execPath, [...args, url]));
    },
  };
}

/** Reads autocannon's JSON. Its latencies are whole milliseconds. */
export function parseAutocannonReport(output: string): LoadResult {
  const report = JSON.parse(output) as {
    duration: number;
    requests: { total: number };
    latency: { p50: number; p99: number };
    errors: number;
    non2xx: number;
  };
  return {
    requests: report.requests.total,
    seconds: report.duration,
    p50Ms: report.latency.p50,
    p99Ms: report.latency.p99,
    errors: report.errors + report.non2xx,
  };
}
