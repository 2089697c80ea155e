import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";

/** What the servers of the conformance run are started with. */
export interface StartArguments {
  readonly configurationFolder: string;
  readonly port: number;
  /** Whether the proxy in front is trusted. */
  readonly trustProxy: boolean;
  /** Whether it starts without parts of its configuration that are missing. */
  readonly allowIncomplete: boolean;
}

/** Reads `--conf DIR --port N [--trust-proxy any] [--allow-incomplete]`. */
export function startArguments(): StartArguments {
  const { values } = parseArgs({
    options: {
      conf: { type: "string" },
      port: { type: "string" },
      "trust-proxy": { type: "string" },
      "allow-incomplete": { type: "boolean", default: false },
    },
  });
  if (values.conf === undefined) throw new Error("--conf is missing");
  return {
    configurationFolder: values.conf,
    port: Number(values.port ?? 0),
    trustProxy: values["trust-proxy"] !== undefined,
    allowIncomplete: values["allow-incomplete"],
  };
}

/** The `PlatformServer.conf` of a folder that the suite has written: one `key=value` a line, no escapes. */
export function readProperties(configurationFolder: string): Readonly<Record<string, string | undefined>> {
  const lines = readFileSync(join(configurationFolder, "PlatformServer.conf"), "utf8").trimEnd().split("\n");
  return Object.fromEntries(lines.map((line) => line.split(/=(.*)/s).slice(0, 2)));
}

/** Prints the two lines that the suite waits for. */
export function tellReady(port: number, runtime: string): void {
  console.log(`listening on http://127.0.0.1:${port}`);
  console.log(`running on ${runtime}`);
}
