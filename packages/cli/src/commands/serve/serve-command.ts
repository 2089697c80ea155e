import { choiceOption, missingOption, textOption, UsageError, wholeNumberOption } from "@understudy/command-line";
import type { CodecChoice } from "@understudy/image-server";
import { Command, Option } from "commander";
import { MOST_PROCESSES, parseProcessCount } from "./processes/process-count.ts";
import type { ServeArguments } from "./serve-arguments.ts";

const CODECS: readonly CodecChoice[] = ["auto", "sharp", "imagescript"];

/** The options as commander hands them over. */
interface ServeOptions {
  readonly conf?: string;
  readonly port: number;
  readonly host: string;
  readonly trustProxy?: string;
  readonly serverId?: string;
  readonly codec: CodecChoice;
  readonly allowIncomplete: boolean;
  readonly processes: number;
  readonly process?: string;
}

/**
 * The sub-command `serve`, or the program of an app that does nothing else.
 *
 * @param run gets the arguments, checked
 */
export function serveCommand(name: string, run: (chosen: ServeArguments) => void): Command {
  return (
    new Command(name)
      .helpOption("-h, --help", "prints this")
      .description("Serves images and static content out of a configuration folder, with redirect on error.")
      .addOption(textOption("--conf <DIR>", "the configuration folder, with PlatformServer.conf; required"))
      .addOption(
        wholeNumberOption("--port <N>", "0 to 65535; 0 picks a free port", { min: 0, max: 65_535 }).default(8080),
      )
      .addOption(textOption("--host <H>", "the address to listen on").default("127.0.0.1"))
      .addOption(
        textOption(
          "--trust-proxy <ADDRESSES>",
          "the proxies in front whose X-Forwarded-* and Forwarded fields are believed: IP addresses and networks with commas between " +
            'them, or "any" where only the proxy can connect; none if not given',
        ),
      )
      .addOption(
        choiceOption(
          "--codec <NAME>",
          "what decodes and encodes images; auto is sharp where it is installed, else imagescript",
          CODECS,
        ).default("auto"),
      )
      .option(
        "--allow-incomplete",
        "starts without catalogs, maps and folders that are named and cannot be read now; requests for what may be in them are redirected",
        false,
      )
      .addOption(processesOption())
      .addOption(textOption("--server-id <ID>", "names the server in Via, CDN-Loop and the like; random if not given"))
      // Said by the process that started this one.
      .addOption(textOption("--process <N>", "which of several processes this is").hideHelp())
      .action((options: ServeOptions) => run(serveArguments(options)))
  );
}

function processesOption(): Option {
  const description = `processes that serve on the one port, 1 to ${MOST_PROCESSES}; "auto": as many as there are cores`;
  return new Option("--processes <N>", description).default(1).argParser((text) => {
    const count = parseProcessCount(text);
    if (count !== undefined) return count;
    throw new UsageError(`--processes is ${JSON.stringify(text)}; allowed are 1 to ${MOST_PROCESSES}, and auto`);
  });
}

function serveArguments({ conf, trustProxy, process, ...options }: ServeOptions): ServeArguments {
  const { port, host, serverId, codec, allowIncomplete, processes } = options;
  if (process !== undefined && processes === 1) throw new UsageError("the option --process is not known; see --help");
  if (conf === undefined) throw missingOption("--conf");
  return {
    configurationFolder: conf,
    port,
    host,
    trustProxy: trustProxy === undefined ? undefined : trustedProxies(trustProxy),
    serverId,
    codec,
    allowIncomplete,
    processes,
    process: process === undefined ? undefined : processNumber(process, processes),
  };
}

/** What the adapter takes; it checks the addresses. */
function trustedProxies(value: string): true | string[] {
  return value === "any" ? true : value.split(",").map((address) => address.trim());
}

function processNumber(text: string, processes: number): number {
  const number = parseProcessCount(text);
  if (number !== undefined && number <= processes) return number;
  throw new UsageError(`--process is ${JSON.stringify(text)}; allowed are 1 to ${processes}`);
}
