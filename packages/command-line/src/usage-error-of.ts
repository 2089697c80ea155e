import type { Command, CommanderError } from "commander";
import { UsageError } from "./usage-error.ts";

/** What commander says of a near name, at the end of its message. */
const SUGGESTION = /\(Did you mean (?:one of )?(.+?)\?\)/;

/** The name that a message of commander's is about. */
const NAMED = /'(.*)'/;

/**
 * The usage error, in one line, for an error of commander's; undefined for its way of ending after help or the version.
 * The codes are commander's own and documented to be stable.
 */
export function usageErrorOf({ code, exitCode, message }: CommanderError, command: Command): UsageError | undefined {
  const name = NAMED.exec(message)?.[1] ?? "";
  const nearest = SUGGESTION.exec(message)?.[1]?.replaceAll(", ", " or ");
  const suggestion = nearest === undefined ? "" : ` did you mean ${nearest}?`;
  switch (code) {
    case "commander.unknownOption": {
      const [flag = "", value] = name.split(/=(.*)/s);
      const isKnown = command.options.some(({ long, short }) => long === flag || short === flag) || flag === "--help";
      if (value !== undefined && isKnown) return new UsageError(`the option ${flag} takes no value; see --help`);
      return new UsageError(`the option ${flag} is not known;${suggestion} see --help`);
    }
    case "commander.optionMissingArgument":
      return new UsageError(`the option ${name.split(" ")[0]} has no value; see --help`);
    case "commander.excessArguments": {
      const excess = command.args[command.registeredArguments.length];
      return new UsageError(`the argument ${JSON.stringify(excess)} is not known; see --help`);
    }
    case "commander.unknownCommand":
      return unknownCommand(name, command, suggestion);
    case "commander.help": {
      if (exitCode === 0) return undefined;
      // For want of a sub-command, or after `help` with a word that is none.
      const [word] = command.args[0] === "help" ? command.args.slice(1) : command.args;
      if (word !== undefined) return unknownCommand(word, command, "");
      return new UsageError(`the command is missing; allowed are ${commandNames(command)}; see --help`);
    }
    case "commander.helpDisplayed":
    case "commander.version":
      return undefined;
    default:
      return new UsageError(`${message.replace(/^error: /, "").replace(/\s*\n\s*/g, " ")}; see --help`);
  }
}

function unknownCommand(word: string, command: Command, suggestion: string): UsageError {
  const allowed = `allowed are ${commandNames(command)}; see --help`;
  return new UsageError(`the command ${JSON.stringify(word)} is not known;${suggestion} ${allowed}`);
}

function commandNames({ commands }: Command): string {
  return commands.map((command) => command.name()).join(", ");
}
