import { OptionError } from "@understudy/core";

/** @throws {OptionError} for what is not a whole number from 1 */
export function checkNumber(name: string, value: number): number {
  if (Number.isSafeInteger(value) && value >= 1) return value;
  throw new OptionError(name, value, "a whole number from 1");
}

/** @throws {OptionError} for what are no bytes */
export function checkBytes(bytes: unknown): Uint8Array {
  if (bytes instanceof Uint8Array) return bytes;
  throw new OptionError("bytes", bytes, "a Uint8Array");
}
