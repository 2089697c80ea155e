import { OptionError } from "./option-error.ts";

/** What a whole number may be. */
export interface WholeNumberLimits {
  /** The smallest that is allowed. */
  readonly min: number;
  /** The largest that is allowed. @default 9007199254740991, the largest that is exact */
  readonly max?: number;
}

/** {@link WholeNumberLimits}, and the value of an option that is not given. */
export interface WholeNumberOption extends WholeNumberLimits {
  /** The option's value when it is undefined. */
  readonly byDefault: number;
}

/** A delay in milliseconds, 0 included: a timer holds no longer one than 2^31-1 ms. */
export const TIMER_MS = { min: 0, max: 2 ** 31 - 1 } as const satisfies WholeNumberLimits;

/**
 * The value of an option that is a whole number.
 *
 * @throws {OptionError} such as `port is "80"; allowed: whole numbers from 0 to 65535`
 */
export function wholeNumber(name: string, value: unknown, { byDefault, ...limits }: WholeNumberOption): number {
  return value === undefined ? byDefault : checkWholeNumber(name, value, limits);
}

/**
 * A whole number within its limits.
 *
 * @throws {OptionError} for anything else, also for undefined
 */
export function checkWholeNumber(name: string, value: unknown, limits: WholeNumberLimits): number {
  if (isWithin(value, limits)) return value;
  throw new OptionError(name, value, allowedNumbers(limits));
}

/**
 * A whole number written as text, such as an argument of a command: decimal digits only.
 *
 * @throws {OptionError} such as `--runs is "0"; allowed: whole numbers from 1 on`
 */
export function wholeNumberOf(name: string, text: string, limits: WholeNumberLimits): number {
  const value = /^-?\d+$/.test(text) ? Number(text) : undefined;
  if (isWithin(value, limits)) return value;
  throw new OptionError(name, text, allowedNumbers(limits));
}

function isWithin(value: unknown, { min, max = Number.MAX_SAFE_INTEGER }: WholeNumberLimits): value is number {
  return Number.isSafeInteger(value) && (value as number) >= min && (value as number) <= max;
}

function allowedNumbers({ min, max }: WholeNumberLimits): string {
  return `whole numbers from ${min} ${max === undefined ? "on" : `to ${max}`}`;
}
