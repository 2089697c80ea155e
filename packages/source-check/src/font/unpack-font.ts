import { isWoff, unpackWoff } from "./woff.ts";

/**
 * The font inside a container; a font that is in none as it is.
 *
 * @throws {FormatProblem}
 */
export function unpackFont(bytes: Uint8Array): Uint8Array {
  return isWoff(bytes) ? unpackWoff(bytes) : bytes;
}
