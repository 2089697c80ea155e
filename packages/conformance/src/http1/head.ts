import { Buffer } from "node:buffer";

/** One header field line, in the order and the letter case of the wire. */
export type Field = readonly [name: string, value: string];

/** The head of a message as it came, and taken apart. */
export interface Head {
  /** Request line or status line. */
  readonly startLine: string;
  /** Every header line as it came, without its line end. */
  readonly lines: readonly string[];
  readonly fields: readonly Field[];
}

const END = Buffer.from("\r\n\r\n", "latin1");

/** Where the body begins: the index after the empty line, or -1 while the head is not whole. */
export function headEnd(bytes: Uint8Array): number {
  const at = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).indexOf(END);
  return at < 0 ? -1 : at + END.length;
}

/**
 * Takes a whole head apart. Bytes are read as ISO-8859-1, one character a byte.
 *
 * @throws {Error} for a line that is no field line (RFC 9112 §5)
 */
export function parseHead(bytes: Uint8Array): Head {
  const [startLine = "", ...lines] = latin1(bytes)
    .replace(/\r\n\r\n$/, "")
    .split("\r\n");
  return { startLine, lines, fields: lines.map(parseField) };
}

/** All values of a field, by its name in any letter case. */
export function fieldValues(fields: readonly Field[], name: string): string[] {
  return fields.filter(([candidate]) => candidate.toLowerCase() === name.toLowerCase()).map(([, value]) => value);
}

/** Bytes as a string of characters 0 to 255. */
export function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
}

/** A string of characters 0 to 255 as bytes. */
export function latin1Bytes(text: string): Uint8Array {
  return Buffer.from(text, "latin1");
}

function parseField(line: string): Field {
  const match = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*(.*?)[ \t]*$/.exec(line);
  if (!match) throw new Error(`not a header field line: ${JSON.stringify(line.slice(0, 80))}`);
  return [match[1]!, match[2]!];
}
