import { type WholeNumberLimits, wholeNumberOf } from "@understudy/core/adapter";
import { Option } from "commander";
import { UsageError } from "./usage-error.ts";

/**
 * An option with a text as its value.
 *
 * @param flags as commander takes them: `--conf <DIR>`
 */
export function textOption(flags: string, description: string): Option {
  return new Option(flags, description);
}

/**
 * An option with one of some words as its value.
 *
 * @throws {UsageError} while it is parsed: `--codec is "x"; allowed are auto, sharp`
 */
export function choiceOption(flags: string, description: string, words: readonly string[]): Option {
  const option = new Option(flags, `${description}: ${words.join(", ")}`);
  return option.argParser((value) => {
    if (words.includes(value)) return value;
    throw new UsageError(`${option.long} is ${JSON.stringify(value)}; allowed are ${words.join(", ")}`);
  });
}

/**
 * An option with a whole number in decimal digits as its value.
 *
 * @param limits the smallest and the largest number that are allowed
 * @throws {OptionError} while it is parsed: `--port is "x"; allowed: whole numbers from 0 to 65535`
 */
export function wholeNumberOption(flags: string, description: string, limits: WholeNumberLimits): Option {
  const option = new Option(flags, description);
  return option.argParser((text) => wholeNumberOf(option.long ?? flags, text, limits));
}

/** An option that may be given several times: its values, in their order. */
export function listOption(flags: string, description: string): Option {
  return new Option(flags, description).argParser((value: string, earlier: readonly string[] | undefined) => [
    ...(earlier ?? []),
    value,
  ]);
}
