import { OptionError } from "@understudy/core";
import type { Command } from "commander";
import { checkOptionValues } from "./option-values.ts";
import { UsageError } from "./usage-error.ts";
import { usageErrorOf } from "./usage-error-of.ts";

/** How a command line was understood. */
export type ParsedCommandLine<Arguments> =
  | { readonly kind: "run"; readonly arguments: Arguments }
  | { readonly kind: "help" | "version"; readonly text: string }
  /** One line that names the option, sub-command or argument, its value and what is allowed. */
  | { readonly kind: "error"; readonly message: string };

/** How {@link parseCommandLine} parses. */
export interface ParseSettings {
  /** Whether the help may be coloured. @default false */
  readonly colors?: boolean | undefined;
  /** Options whose value may begin with `--` though it is a word of its own, such as `--trust-proxy`. @default none */
  readonly freeValues?: readonly string[] | undefined;
}

const BOLD = "\x1b[1m";
const PLAIN = "\x1b[0m";

/**
 * Parses a command line with commander. Nothing is printed and no process is ended; of an option that is given twice
 * the last counts, unless it is a list.
 *
 * @param argv the words alone, without the runtime and the script
 * @param declare makes the program. An action hands what it was asked for to `run`, and may throw a {@link UsageError}
 *   or an `OptionError` of core
 */
export function parseCommandLine<Arguments>(
  argv: readonly string[],
  declare: (run: (chosen: Arguments) => void) => Command,
  { colors = false, freeValues = [] }: ParseSettings = {},
): ParsedCommandLine<Arguments> {
  let chosen: { readonly arguments: Arguments } | undefined;
  let text = "";
  const program = declare((args) => {
    chosen = { arguments: args };
  });
  for (const command of withSubCommands(program)) {
    command.configureOutput({
      writeOut: (written) => {
        text += written;
      },
      writeErr: () => {},
      outputError: () => {},
      getOutHasColors: () => colors,
    });
    command.configureHelp({
      styleTitle: (title) => `${BOLD}${title}${PLAIN}`,
      optionTerm: ({ flags }) => flags.replace(/[<>]/g, ""),
    });
    command.exitOverride((error) => {
      throw usageErrorOf(error, command) ?? new Answered(error.code === "commander.version" ? "version" : "help");
    });
  }
  try {
    checkOptionValues(program, argv, freeValues);
    program.parse([...argv], { from: "user" });
  } catch (error) {
    if (error instanceof UsageError || error instanceof OptionError) return { kind: "error", message: error.message };
    if (!(error instanceof Answered)) throw error;
    return { kind: error.kind, text };
  }
  if (chosen === undefined)
    throw new TypeError(`the command ${program.name()} has no action that hands on what to run`);
  return { kind: "run", ...chosen };
}

/**
 * Ends the parsing: all that was asked for is a text. A class of our own, as the program may be made with another copy
 * of commander.
 */
class Answered extends Error {
  readonly kind: "help" | "version";

  constructor(kind: "help" | "version") {
    super(kind);
    this.kind = kind;
  }
}

function withSubCommands(command: Command): Command[] {
  return [command, ...command.commands.flatMap(withSubCommands)];
}
