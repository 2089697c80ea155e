import { MOST_PROCESSES, parseProcessCount } from "@understudy/cli";
import { choiceOption, readCommandLine, textOption, UsageError, wholeNumberOption } from "@understudy/command-line";
import { Command } from "commander";
import { RUNTIME_NAMES, type RuntimeName } from "./runtimes.ts";

/** What `npm start` was asked for. */
export interface StartArguments {
  /** The primary's port; 0 = a free one. */
  readonly port: number;
  /** 0 = a free one. */
  readonly secondaryPort: number;
  /** That of the server without redirect on error; 0 = a free one. */
  readonly unaidedPort: number;
  /** What all servers run on. */
  readonly runtime: RuntimeName;
  /** The primary's, as its app takes it: a number or `auto`. */
  readonly processes: string;
}

/** Reads the command line. Ends the process after help, and with a message for an option that is not known or has a bad value. */
export function readStartArguments(): StartArguments {
  const port = (flags: string, description: string, byDefault: number) =>
    wholeNumberOption(flags, `${description}; 0 picks a free one`, { min: 0, max: 65_535 }).default(byDefault);
  const processes = textOption("--processes <N>", `the primary's processes, 1 to ${MOST_PROCESSES} or auto`);
  processes.default("1").argParser((text) => {
    if (parseProcessCount(text) !== undefined) return text;
    throw new UsageError(`--processes is ${JSON.stringify(text)}; allowed are 1 to ${MOST_PROCESSES}, and auto`);
  });
  return readCommandLine<StartArguments>((run) =>
    new Command("npm start --")
      .description(
        "Starts the sample shop: a primary with broken sources, the secondary that makes up for them, and the primary's " +
          "sources without redirect on error, to compare with. Ctrl-C ends them.",
      )
      .addOption(port("--port <N>", "the primary's port", 8080))
      .addOption(port("--secondary-port <N>", "the secondary's port", 8081))
      .addOption(port("--unaided-port <N>", "the port of the server without redirect on error", 8082))
      .addOption(choiceOption("--runtime <NAME>", "what they run on", RUNTIME_NAMES).default("node"))
      .addOption(processes)
      .action(run),
  );
}
