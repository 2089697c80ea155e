import { parseCommandLine } from "@understudy/command-line";
import { Command } from "commander";
import { runServe } from "./commands/serve/run-serve.ts";
import { serveCommand } from "./commands/serve/serve-command.ts";
import { EXIT_FAILURE } from "./exit-codes.ts";
import { runParsed } from "./run-parsed.ts";
import type { Adapter, OwnProcess } from "./runtime/app-runtime.ts";
import { loadAdapter } from "./runtime/own-adapter.ts";
import { ownProcess } from "./runtime/own-process.ts";
import { VERSION } from "./version.ts";

/**
 * Runs the command `understudy` with its sub-commands. What is wrong with the command line is one line on stderr, and
 * exit code 2.
 *
 * @param own arguments, output and signals. @default those of this process
 * @param adapter loads what serves. @default the adapter of the runtime that runs this
 */
export function runUnderstudy(
  own: OwnProcess = ownProcess(),
  adapter: () => Promise<Adapter> = () => loadAdapter(),
): Promise<void> {
  const parsed = parseCommandLine<() => Promise<void>>(
    own.argv,
    (run) =>
      new Command("understudy")
        .description("Redirect on error for image servers on Node.js, Bun and Deno.")
        .version(VERSION, "-V, --version", "prints the version")
        .helpOption("-h, --help", "prints this")
        .helpCommand("help [command]", "prints the help of a command")
        .addCommand(
          serveCommand("serve", (chosen) => run(async () => runServe({ ...own, ...(await adapter()) }, chosen))),
        ),
    { colors: own.colors },
  );
  return runParsed(parsed, own, async (subCommand) => {
    try {
      await subCommand();
    } catch (error) {
      own.printError(error instanceof Error ? error.message : String(error));
      own.exit(EXIT_FAILURE);
    }
  });
}
