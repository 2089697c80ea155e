import { TIFF_TYPE_BYTES } from "@understudy/source-check/decoder";
import type { Seeded } from "../seeded.ts";
import type { Damage } from "./damage-kind.ts";
import { splice } from "./splice.ts";

/** A field of a classic TIFF's first directory. */
interface Field {
  readonly tag: number;
  readonly type: number;
  readonly count: number;
  /** Of its 12 bytes. */
  readonly at: number;
  /** Of its values. */
  readonly values: number;
}

const STRIP_OFFSETS = [273, 324];
const STRIP_LENGTHS = [279, 325];

interface Tiff {
  readonly view: DataView;
  readonly little: boolean;
  readonly directory: number;
  readonly fields: readonly Field[];
}

function readTiff(bytes: Uint8Array): Tiff | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const little = bytes[0] === 0x49;
  if (bytes.length < 8 || view.getUint16(2, little) !== 42) return undefined;
  const directory = view.getUint32(4, little);
  const fields = Array.from({ length: view.getUint16(directory, little) }, (_, index): Field => {
    const at = directory + 2 + index * 12;
    const type = view.getUint16(at + 2, little);
    const count = view.getUint32(at + 4, little);
    const inPlace = (TIFF_TYPE_BYTES[type] ?? 1) * count <= 4;
    const values = inPlace ? at + 8 : view.getUint32(at + 8, little);
    return { tag: view.getUint16(at, little), type, count, at, values };
  });
  return { view, little, directory, fields };
}

function changed(change: (tiff: Tiff, random: Seeded) => boolean): Damage["apply"] {
  return (bytes, random) => {
    const copy = bytes.slice();
    const tiff = readTiff(copy);
    return tiff !== undefined && change(tiff, random) ? copy : undefined;
  };
}

function changeValue(tiff: Tiff, random: Seeded, tags: readonly number[], change: (value: number) => number): boolean {
  const field = tiff.fields.find(({ tag }) => tags.includes(tag));
  if (field === undefined || (field.type !== 3 && field.type !== 4)) return false;
  const size = field.type === 3 ? 2 : 4;
  const at = field.values + random.below(field.count) * size;
  const value = size === 2 ? tiff.view.getUint16(at, tiff.little) : tiff.view.getUint32(at, tiff.little);
  if (size === 2) tiff.view.setUint16(at, change(value) & 0xffff, tiff.little);
  else tiff.view.setUint32(at, change(value) >>> 0, tiff.little);
  return true;
}

/** Damage to the first directory of a TIFF and to its strips or tiles. */
export const TIFF_FIELDS: readonly Damage[] = [
  {
    kind: "field-removed",
    apply: (bytes, random) => {
      const tiff = readTiff(bytes);
      if (tiff === undefined) return undefined;
      const { at } = random.pick(tiff.fields);
      // The directory keeps its place: the fields after it move up, and an empty one fills the end.
      const end = tiff.directory + 2 + tiff.fields.length * 12;
      const copy = bytes.slice();
      copy.copyWithin(at, at + 12, end + 4);
      new DataView(copy.buffer).setUint16(tiff.directory, tiff.fields.length - 1, tiff.little);
      return copy;
    },
  },
  {
    kind: "field-repeated",
    apply: changed(({ view, fields }, random) => {
      const from = random.pick(fields);
      const to = random.pick(fields);
      for (let index = 0; index < 12; index++) view.setUint8(to.at + index, view.getUint8(from.at + index));
      return from !== to;
    }),
  },
  {
    kind: "fields-swapped",
    apply: changed(({ view, fields }, random) => {
      const [first, second] = [random.pick(fields), random.pick(fields)];
      // The values change places, the tags stay.
      for (let index = 2; index < 12; index++) {
        const byte = view.getUint8(first.at + index);
        view.setUint8(first.at + index, view.getUint8(second.at + index));
        view.setUint8(second.at + index, byte);
      }
      return first !== second;
    }),
  },
  {
    kind: "count-changed",
    apply: changed(({ view, little, fields }, random) => {
      const { at, count } = random.pick(fields);
      view.setUint32(at + 4, Math.max(0, count + random.pick([-1, 1, 7, 1e6])), little);
      return true;
    }),
  },
  {
    kind: "offset-outside",
    apply: changed((tiff, random) =>
      changeValue(tiff, random, STRIP_OFFSETS, (value) => value + tiff.view.byteLength + random.below(1000)),
    ),
  },
  {
    kind: "offset-changed",
    apply: changed((tiff, random) =>
      changeValue(tiff, random, STRIP_OFFSETS, (value) => value + random.between(1, 40)),
    ),
  },
  {
    kind: "length-changed",
    apply: changed((tiff, random) =>
      changeValue(tiff, random, STRIP_LENGTHS, (value) => Math.max(0, value - random.between(1, Math.max(1, value)))),
    ),
  },
  {
    kind: "directory-outside",
    apply: changed(({ view, little }, random) => {
      view.setUint32(4, view.byteLength + random.below(5000), little);
      return true;
    }),
  },
  {
    kind: "flip-directory",
    apply: changed(({ view, directory, fields }, random) => {
      const at = directory + random.below(2 + fields.length * 12);
      view.setUint8(at, view.getUint8(at) ^ (1 << random.below(8)));
      return true;
    }),
  },
  {
    kind: "flip-strip",
    apply: changed(({ view, little, fields }, random) => {
      const field = fields.find(({ tag }) => STRIP_OFFSETS.includes(tag));
      const lengths = fields.find(({ tag }) => STRIP_LENGTHS.includes(tag));
      if (field === undefined || lengths === undefined || lengths.count !== field.count) return false;
      const index = random.below(field.count);
      const read = ({ type, values }: Field) =>
        type === 3 ? view.getUint16(values + index * 2, little) : view.getUint32(values + index * 4, little);
      const at = read(field) + random.below(Math.max(1, read(lengths)));
      if (at >= view.byteLength) return false;
      view.setUint8(at, view.getUint8(at) ^ (1 << random.below(8)));
      return true;
    }),
  },
  {
    kind: "harmless-tail",
    harmless: true,
    apply: (bytes, random) => splice(bytes, bytes.length, 0, random.bytes(random.between(1, 900))),
  },
];
