import type { Command } from "commander";
import { UsageError } from "./usage-error.ts";

/**
 * Refuses an option without its value where commander would take the next word for it (`--conf --port 1`), and a value
 * that is empty (`--conf=`).
 *
 * @param freeValues long names of options whose value may begin with `--`
 * @throws {UsageError} naming the option
 */
export function checkOptionValues(program: Command, argv: readonly string[], freeValues: readonly string[]): void {
  let command = program;
  for (let index = 0; index < argv.length; index++) {
    const word = argv[index] ?? "";
    if (word === "--") return;
    const [name = "", inline] = word.split(/=(.*)/s);
    const option = command.options.find(({ long, short }) => long === name || (short !== undefined && short === name));
    if (option === undefined) {
      command = command.commands.find((candidate) => candidate.name() === word) ?? command;
      continue;
    }
    if (!option.required) continue;
    const value = inline ?? argv[++index];
    const isOption = inline === undefined && value?.startsWith("--") && !freeValues.includes(option.long ?? "");
    if (value === undefined || value === "" || isOption)
      throw new UsageError(`the option ${name} has no value; see --help`);
  }
}
