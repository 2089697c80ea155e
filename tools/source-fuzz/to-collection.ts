import { readSfnt, writeSfnt } from "./sfnt-file.ts";

/** TrueType fonts as one collection, version 1; OpenType, "TTC Header". */
export function toCollection(fonts: readonly Uint8Array[]): Uint8Array {
  let at = 12 + fonts.length * 4;
  const starts: number[] = [];
  const parts = fonts.map((font) => {
    const part = writeSfnt(0x00010000, readSfnt(font), at);
    starts.push(at);
    at += part.length;
    return part;
  });
  const file = new Uint8Array(at);
  const view = new DataView(file.buffer);
  file.set(new TextEncoder().encode("ttcf"));
  view.setUint32(4, 0x00010000);
  view.setUint32(8, fonts.length);
  for (const [index, start] of starts.entries()) {
    view.setUint32(12 + index * 4, start);
    file.set(parts[index]!, start);
  }
  return file;
}
