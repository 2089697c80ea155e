/** A file's content, and the name under which reports speak of it. */
export interface NamedBytes {
  readonly name: string;
  readonly bytes: Uint8Array;
}
