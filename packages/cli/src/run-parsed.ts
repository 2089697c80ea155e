import type { ParsedCommandLine } from "@understudy/command-line";
import { EXIT_USAGE } from "./exit-codes.ts";
import type { OwnProcess } from "./runtime/app-runtime.ts";

/**
 * Prints the help or the version and ends with 0, prints what is wrong in one line and ends with 2, or runs what was
 * asked for.
 */
export async function runParsed<Arguments>(
  parsed: ParsedCommandLine<Arguments>,
  { print, printError, exit }: Pick<OwnProcess, "print" | "printError" | "exit">,
  run: (chosen: Arguments) => Promise<void>,
): Promise<void> {
  switch (parsed.kind) {
    case "help":
    case "version":
      print(parsed.text.trimEnd());
      return exit(0);
    case "error":
      printError(parsed.message);
      return exit(EXIT_USAGE);
    case "run":
      return run(parsed.arguments);
  }
}
