import { OptionError } from "@understudy/core";

/**
 * Checks an option that is a whole number.
 *
 * @param min smallest that is allowed
 * @throws {OptionError} naming option, value and what is allowed
 */
export function checkWholeNumber(name: string, value: number | undefined, defaultValue: number, min: number): number {
  if (value === undefined) return defaultValue;
  if (!Number.isSafeInteger(value) || value < min) throw new OptionError(name, value, `a whole number from ${min}`);
  return value;
}
