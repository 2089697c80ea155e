/** A copy of some bytes with other ones in place of `count` of them. */
export function splice(bytes: Uint8Array, at: number, count: number, ...inserted: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat([bytes.subarray(0, at), ...inserted, bytes.subarray(at + count)]);
}

/** A part of a file. */
export interface Part {
  readonly start: number;
  /** Not included. */
  readonly end: number;
}

/** A copy without a part. */
export function withoutPart(bytes: Uint8Array, { start, end }: Part): Uint8Array {
  return splice(bytes, start, end - start);
}

/** A copy in which a part comes twice. */
export function withPartTwice(bytes: Uint8Array, { start, end }: Part): Uint8Array {
  return splice(bytes, end, 0, bytes.subarray(start, end));
}

/** A copy in which two parts have changed places. */
export function withPartsSwapped(bytes: Uint8Array, a: Part, b: Part): Uint8Array {
  const [first, second] = a.start < b.start ? [a, b] : [b, a];
  return Buffer.concat([
    bytes.subarray(0, first.start),
    bytes.subarray(second.start, second.end),
    bytes.subarray(first.end, second.start),
    bytes.subarray(first.start, first.end),
    bytes.subarray(second.end),
  ]);
}
