import process from "node:process";
import type { Command } from "commander";
import { parseCommandLine } from "./parse-command-line.ts";
import { hasColors } from "./terminal-colors.ts";

/**
 * The command line of this process, for a script. When it asks for help or the version, that is printed and the process
 * ends with 0; of a mistake, one line goes to stderr and the process ends with 2.
 *
 * @param declare as {@link parseCommandLine} takes it
 */
export function readCommandLine<Arguments>(declare: (run: (chosen: Arguments) => void) => Command): Arguments {
  const parsed = parseCommandLine(process.argv.slice(2), declare, { colors: hasColors(process.stdout) });
  if (parsed.kind === "run") return parsed.arguments;
  if (parsed.kind === "error") console.error(parsed.message);
  else process.stdout.write(parsed.text);
  process.exit(parsed.kind === "error" ? 2 : 0);
}
