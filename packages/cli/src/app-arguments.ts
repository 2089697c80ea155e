import { parseArgs } from "node:util";
import { MOST_PROCESSES, parseProcessCount } from "./processes/process-count.ts";

/** What an app was started with. */
export interface AppArguments {
  /** `--conf`: the configuration folder. */
  readonly configurationFolder: string;
  /** `--port`; 0 = a free one. @default 8080 */
  readonly port: number;
  /** `--host`: the address to listen on. @default "127.0.0.1" */
  readonly host: string;
  /** `--trust-proxy`: whose forwarding fields are believed (X12): true = anybody's. @default nobody's */
  readonly trustProxy: true | readonly string[] | undefined;
  /** `--server-id`: names the server in `Via`, `CDN-Loop` and the like. @default random */
  readonly serverId: string | undefined;
  /** `--processes`: on one port, 1 to 256; `auto` = the number of cores. @default 1 */
  readonly processes: number;
  /** `--process`: which of several processes this one is, 1 to `processes`. Said by the process that started it. @default undefined, none of several */
  readonly process: number | undefined;
}

/** How the arguments of an app were understood. */
export type ParsedAppArguments =
  | { readonly kind: "run"; readonly arguments: AppArguments }
  | { readonly kind: "help"; readonly text: string }
  /** One line that names the argument, its value and what is allowed. */
  | { readonly kind: "error"; readonly message: string };

const OPTIONS = ["conf", "port", "host", "trust-proxy", "server-id", "processes", "process"] as const;
const USAGE = "usage: --conf DIR [--port N] [--host H] [--trust-proxy ADDRESSES] [--processes N] [--server-id ID]";
const HELP = `${USAGE}

  --conf DIR  the configuration folder, with PlatformServer.conf
  --port N    0 to 65535; 0 picks a free port; 8080 if not given
  --host H    the address to listen on; 127.0.0.1 if not given
  --trust-proxy ADDRESSES
              the proxies in front whose X-Forwarded-* and Forwarded fields are believed: IP addresses and
              networks with commas between them, or "any" where none but the proxy can connect; nobody if not given
  --processes N
              processes that serve on the one port, 1 to ${MOST_PROCESSES}; "auto": as many as there are cores; 1 if not given
  --server-id ID
              names the server in Via, CDN-Loop and the like; random if not given
`;

/**
 * Reads the command line of an app: `--conf DIR [--port N] [--host H] [--processes N]` and so on, also as `--conf=DIR`; the last of a name wins.
 *
 * @param argv the arguments alone, without the runtime and the script
 */
export function parseAppArguments(argv: readonly string[]): ParsedAppArguments {
  const { tokens } = parseArgs({
    args: [...argv],
    strict: false,
    tokens: true,
    options: {
      conf: { type: "string" },
      port: { type: "string" },
      host: { type: "string" },
      "trust-proxy": { type: "string" },
      "server-id": { type: "string" },
      processes: { type: "string" },
      process: { type: "string" },
      help: { type: "boolean", short: "h" },
    },
  });
  const values = new Map<string, string>();
  for (const token of tokens) {
    if (token.kind === "option-terminator") continue;
    if (token.kind === "positional") return problem(`the argument ${JSON.stringify(token.value)} is not known`);
    if (token.name === "help") return { kind: "help", text: HELP };
    if (!isOption(token.name)) return problem(`the option ${token.rawName} is not known`);
    // `--conf --port 1`: without this the next option would be taken for the value.
    if (token.value === undefined || token.value === "" || (!token.inlineValue && token.value.startsWith("--"))) {
      return problem(`the option --${token.name} has no value`);
    }
    values.set(token.name, token.value);
  }
  const configurationFolder = values.get("conf");
  if (configurationFolder === undefined) return problem("--conf is missing");
  const port = values.get("port") ?? "8080";
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
    return problem(`--port is ${JSON.stringify(port)}; allowed are 0 to 65535`);
  }
  const processesValue = values.get("processes") ?? "1";
  const processes = parseProcessCount(processesValue);
  if (processes === undefined) {
    return problem(`--processes is ${JSON.stringify(processesValue)}; allowed are 1 to ${MOST_PROCESSES}, and auto`);
  }
  const processValue = values.get("process");
  // Nobody but the app itself says it, and then with several.
  if (processValue !== undefined && processes === 1) return problem("the option --process is not known");
  const process = processValue === undefined ? undefined : parseProcessCount(processValue);
  if (processValue !== undefined && (process === undefined || process > processes)) {
    return problem(`--process is ${JSON.stringify(processValue)}; allowed are 1 to ${processes}`);
  }
  return {
    kind: "run",
    arguments: {
      configurationFolder,
      port: Number(port),
      host: values.get("host") ?? "127.0.0.1",
      trustProxy: trustedProxies(values.get("trust-proxy")),
      serverId: values.get("server-id"),
      processes,
      process,
    },
  };
}

/** What the adapter takes; it checks the addresses. */
function trustedProxies(value: string | undefined): true | string[] | undefined {
  if (value === undefined) return undefined;
  return value === "any" ? true : value.split(",").map((address) => address.trim());
}

function isOption(name: string): name is (typeof OPTIONS)[number] {
  return (OPTIONS as readonly string[]).includes(name);
}

function problem(what: string): ParsedAppArguments {
  return { kind: "error", message: `${what}; ${USAGE}` };
}
