/**
 * A JPEG without its DHT segments, as a picture of a Motion JPEG is. imagescript encodes with the standard tables.
 *
 * @param keptTables segments that stay, counted from the first
 */
export function withoutHuffmanTables(jpeg: Uint8Array, keptTables = 0): Uint8Array {
  const kept = [jpeg.subarray(0, 2)];
  let at = 2;
  let tables = 0;
  while (jpeg[at + 1] !== 0xda) {
    const end = at + 2 + jpeg[at + 2]! * 256 + jpeg[at + 3]!;
    if (jpeg[at + 1] !== 0xc4 || tables++ < keptTables) kept.push(jpeg.subarray(at, end));
    at = end;
  }
  return new Uint8Array(Buffer.concat([...kept, jpeg.subarray(at)]));
}
