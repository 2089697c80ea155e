import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseAutocannonReport } from "../harness/load/autocannon.ts";
import type { LoadResult } from "../harness/load/load.ts";
import { runProgram } from "../harness/load/run-program.ts";
import { parseWrkReport } from "../harness/load/wrk.ts";

/** A load of several request targets in turn. */
export interface PathsLoad {
  readonly tool: "wrk" | "autocannon";
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  readonly targets: readonly string[];
  readonly connections: number;
  readonly seconds: number;
}

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** Puts the load on a server, from a process of its own. */
export async function loadPaths({ tool, url, targets, connections, seconds }: PathsLoad): Promise<LoadResult> {
  if (tool === "autocannon") {
    const script = path("autocannon-paths.mjs");
    const load = {
      url,
      connections,
      duration: seconds,
      timeout: 30,
      requests: targets.map((target) => ({ path: target })),
    };
    const autocannon = createRequire(import.meta.url).resolve("autocannon");
    return parseAutocannonReport(await runProgram(process.execPath, [script, autocannon, JSON.stringify(load)]));
  }
  const folder = mkdtempSync(join(tmpdir(), "bench-paths-"));
  try {
    const file = join(folder, "paths");
    writeFileSync(file, `${targets.join("\n")}\n`);
    const args = ["-t1", `-c${connections}`, `-d${seconds}s`, "--timeout", "30s", "-s", path("paths.lua"), url];
    return parseWrkReport(
      await runProgram("wrk", args, { PATHS: file, REPORT: path("../harness/load/wrk-report.lua") }),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
