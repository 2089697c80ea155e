import type { Seeded } from "../seeded.ts";
import type { Damage } from "./damage-kind.ts";
import { type Part, splice, withoutPart, withPartsSwapped, withPartTwice } from "./splice.ts";

interface Segment extends Part {
  readonly marker: number;
}

const SOS = 0xda;
const ascii = (text: string) => Buffer.from(text, "latin1");

/** Segments with their data; the entropy-coded data after a scan header is none of them. */
function segmentsOf(bytes: Uint8Array): Segment[] {
  const segments: Segment[] = [];
  for (let at = 2; at + 4 <= bytes.length; ) {
    if (bytes[at] !== 0xff || bytes[at + 1] === 0 || bytes[at + 1] === 0xff || isBare(bytes[at + 1]!)) {
      at++;
      continue;
    }
    const end = at + 2 + bytes[at + 2]! * 256 + bytes[at + 3]!;
    segments.push({ marker: bytes[at + 1]!, start: at, end });
    at = end;
  }
  return segments;
}

/** Where entropy-coded data lies: after each scan header, up to the next marker that is no restart. */
function scansOf(bytes: Uint8Array): Part[] {
  return segmentsOf(bytes)
    .filter(({ marker }) => marker === SOS)
    .map(({ end: start }) => {
      let end = start;
      while (end < bytes.length && (bytes[end] !== 0xff || bytes[end + 1] === 0 || isRestart(bytes[end + 1]!))) end++;
      return { start, end };
    });
}

function restartsOf(bytes: Uint8Array): number[] {
  return scansOf(bytes).flatMap(({ start, end }) => {
    const found: number[] = [];
    for (let at = start; at < end - 1; at++) if (bytes[at] === 0xff && isRestart(bytes[at + 1]!)) found.push(at);
    return found;
  });
}

const isRestart = (marker: number) => marker >= 0xd0 && marker <= 0xd7;
const isBare = (marker: number) => isRestart(marker) || marker === 0xd8 || marker === 0xd9 || marker === 1;

function segment(marker: number, data: Uint8Array): Uint8Array {
  return Buffer.concat([Uint8Array.of(0xff, marker, (data.length + 2) >> 8, (data.length + 2) & 255), data]);
}

function inScan(change: (bytes: Uint8Array, scan: Part, random: Seeded) => Uint8Array): Damage["apply"] {
  return (bytes, random) => {
    const scans = scansOf(bytes).filter(({ start, end }) => end - start > 4);
    return scans.length === 0 ? undefined : change(bytes, random.pick(scans), random);
  };
}

/** Damage to the segments and scans of a JPEG. */
export const JPEG_SEGMENTS: readonly Damage[] = [
  { kind: "segment-removed", apply: (bytes, random) => withoutPart(bytes, random.pick(segmentsOf(bytes))) },
  { kind: "segment-repeated", apply: (bytes, random) => withPartTwice(bytes, random.pick(segmentsOf(bytes))) },
  {
    kind: "segment-swapped",
    apply: (bytes, random) => {
      const segments = segmentsOf(bytes);
      const first = random.below(segments.length);
      const second = (first + random.between(1, segments.length - 1)) % segments.length;
      return withPartsSwapped(bytes, segments[first]!, segments[second]!);
    },
  },
  {
    kind: "length-changed",
    apply: (bytes, random) => {
      const { start, end } = random.pick(segmentsOf(bytes));
      const length = Math.max(0, end - start - 2 + random.pick([-3, -1, 1, 2, 700]));
      return splice(bytes, start + 2, 2, Uint8Array.of(length >> 8, length & 255));
    },
  },
  {
    kind: "flip-scan",
    apply: inScan((bytes, { start, end }, random) => {
      const at = random.between(start, end - 1);
      const changed = bytes.slice();
      changed[at] = changed[at]! ^ (1 << random.below(8));
      return changed;
    }),
  },
  {
    kind: "scan-part-removed",
    apply: inScan((bytes, { start, end }, random) => {
      const at = random.between(start, end - 1);
      return splice(bytes, at, random.between(1, end - at));
    }),
  },
  { kind: "scan-removed", apply: inScan((bytes, scan) => withoutPart(bytes, scan)) },
  {
    kind: "marker-in-scan",
    apply: inScan((bytes, { start, end }, random) =>
      splice(
        bytes,
        random.between(start, end - 1),
        2,
        Uint8Array.of(0xff, random.pick([0xd9, 0xd8, 0xc4, 0xe0, 0xd3])),
      ),
    ),
  },
  {
    kind: "restart-changed",
    apply: (bytes, random) => {
      const restarts = restartsOf(bytes);
      if (restarts.length === 0) return undefined;
      const at = random.pick(restarts);
      return random.below(2) === 0
        ? splice(bytes, at, 2)
        : splice(bytes, at + 1, 1, Uint8Array.of(0xd0 + random.below(8)));
    },
  },
  { kind: "end-removed", apply: (bytes) => bytes.slice(0, bytes.lastIndexOf(0xd9) - 1) },
  {
    kind: "harmless-segment",
    harmless: true,
    apply: (bytes, random) =>
      splice(
        bytes,
        2,
        0,
        random.pick([
          segment(0xfe, random.bytes(30)),
          segment(0xeb, random.bytes(300)),
          segment(0xe5, ascii("Unknown\0")),
          // EXIF that says it has an IFD where there is none, and one without an end.
          segment(0xe1, ascii("Exif\0\0II*\0\xff\xff\0\0")),
          segment(0xe1, ascii("Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x01\0\0")),
        ]),
      ),
  },
  {
    kind: "harmless-tail",
    harmless: true,
    apply: (bytes, random) => splice(bytes, bytes.length, 0, random.bytes(random.between(1, 900))),
  },
];
