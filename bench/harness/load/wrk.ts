import { fileURLToPath } from "node:url";
import { versionOf } from "../servers/versions.ts";
import type { LoadResult, LoadTool } from "./load.ts";
import { runProgram } from "./run-program.ts";

const REPORT = fileURLToPath(new URL("wrk-report.lua", import.meta.url));

/** wrk, if it is installed. One thread of it is enough for one server process. */
export function findWrk(): LoadTool | undefined {
  const version = versionOf("wrk", "-v");
  if (version === undefined) return undefined;
  return {
    name: "wrk",
    version,
    async run({ url, connections, seconds, keepAlive }) {
      const args = ["-t1", `-c${connections}`, `-d${Math.ceil(seconds)}s`, "--timeout", "30s", "-s", REPORT];
      if (!keepAlive) args.push("-H", "Connection: close");
      return parseWrkReport(await runProgram("wrk", [...args, url]));
    },
  };
}

/** Reads the line that wrk-report.lua prints. @throws when there is none */
export function parseWrkReport(output: string): LoadResult {
  const line = /^report (\{.*\})$/m.exec(output);
  if (line === null) throw new Error(`wrk gave no report:\n${output}`);
  const { requests, seconds, p50Ms, p99Ms, errors } = JSON.parse(line[1]!) as LoadResult;
  return { requests, seconds, p50Ms, p99Ms, errors };
}
