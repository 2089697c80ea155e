import { parseArgs } from "node:util";
import { MOST_PROCESSES, parseProcessCount } from "@understudy/cli";
import { isRuntimeName, RUNTIME_NAMES, type RuntimeName } from "./runtimes.ts";

/** What `npm start` was asked for. */
export interface StartArguments {
  /** `--port`: the primary's; 0 = a free one. @default 8080 */
  readonly port: number;
  /** `--secondary-port`; 0 = a free one. @default 8081 */
  readonly secondaryPort: number;
  /** `--runtime`: what both servers run on. @default "node" */
  readonly runtime: RuntimeName;
  /** `--processes`: the primary's, as its app takes it: a number or `auto`. @default "1" */
  readonly processes: string;
}

/** @throws {TypeError} for an option that is not known or has a bad value; the message says what is allowed */
export function parseStartArguments(argv: readonly string[]): StartArguments {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      port: { type: "string", default: "8080" },
      "secondary-port": { type: "string", default: "8081" },
      runtime: { type: "string", default: "node" },
      processes: { type: "string", default: "1" },
    },
  });
  if (!isRuntimeName(values.runtime)) {
    throw new TypeError(`--runtime is ${JSON.stringify(values.runtime)}; allowed are ${RUNTIME_NAMES.join(", ")}`);
  }
  if (parseProcessCount(values.processes) === undefined) {
    const allowed = `1 to ${MOST_PROCESSES}, and auto`;
    throw new TypeError(`--processes is ${JSON.stringify(values.processes)}; allowed are ${allowed}`);
  }
  return {
    port: portOption("--port", values.port),
    secondaryPort: portOption("--secondary-port", values["secondary-port"]),
    runtime: values.runtime,
    processes: values.processes,
  };
}

function portOption(name: string, value: string): number {
  const port = Number(value);
  if (!/^\d{1,5}$/.test(value) || port > 65_535) {
    throw new TypeError(`${name} is ${JSON.stringify(value)}; allowed are 0 to 65535`);
  }
  return port;
}
