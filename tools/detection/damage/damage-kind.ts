import type { Seeded } from "../seeded.ts";

/** One way to change a file. */
export interface Damage {
  /** A short name, part of the name of the file that comes out. */
  readonly kind: string;
  /**
   * Changes a copy; undefined when there is nothing in the file that it could change.
   *
   * @param random the only source of choices
   */
  apply(bytes: Uint8Array, random: Seeded): Uint8Array | undefined;
  /** The file is still a valid one: readers ignore what was done to it. @default false */
  readonly harmless?: boolean;
}
