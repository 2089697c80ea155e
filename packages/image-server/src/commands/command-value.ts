import { CommandError } from "./command-error.ts";

/** A command's value, split at its commas, with the means to complain about it. */
export class CommandValue {
  readonly command: string;
  readonly text: string;
  readonly parts: readonly string[];

  constructor(command: string, text: string) {
    this.command = command;
    this.text = text;
    this.parts = text.split(",").map((part) => part.trim());
  }

  /** An error that names this command and its value. */
  bad(allowed: string): CommandError {
    return new CommandError({ command: this.command, value: this.text, allowed });
  }

  /**
   * All parts as decimal numbers, exactly `count` of them.
   *
   * @throws {CommandError} when there are more or fewer, or one is not a finite number
   */
  numbers(count: number, allowed: string): number[] {
    if (this.parts.length !== count) throw this.bad(allowed);
    return this.parts.map((part) => {
      const number = decimal(part);
      if (number === undefined) throw this.bad(allowed);
      return number;
    });
  }

  /** Like {@link numbers}, for whole numbers only. */
  integers(count: number, allowed: string): number[] {
    const numbers = this.numbers(count, allowed);
    if (!numbers.every(Number.isSafeInteger)) throw this.bad(allowed);
    return numbers;
  }

  /**
   * One of a set of words, case-insensitively.
   *
   * @throws {CommandError} that lists the set
   */
  choice<T extends string>(part: string | undefined, choices: readonly T[]): T {
    const found = choices.find((choice) => choice === part?.toLowerCase());
    if (found === undefined) throw this.bad(choices.join(", "));
    return found;
  }

  /** `0` or `1`, or undefined for a part that is missing or empty. */
  flag(part: string | undefined, allowed: string): boolean | undefined {
    if (part === undefined || part === "") return undefined;
    if (part !== "0" && part !== "1") throw this.bad(allowed);
    return part === "1";
  }
}

function decimal(text: string): number | undefined {
  if (!/^[+-]?(\d+(\.\d*)?|\.\d+)$/.test(text)) return undefined;
  const number = Number(text);
  return Number.isFinite(number) ? number : undefined;
}
