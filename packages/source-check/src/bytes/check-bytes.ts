import { OptionError } from "@understudy/core";

/** @throws {OptionError} for what are no bytes */
export function checkBytes(bytes: unknown): Uint8Array {
  if (bytes instanceof Uint8Array) return bytes;
  throw new OptionError("bytes", bytes, "a Uint8Array");
}
