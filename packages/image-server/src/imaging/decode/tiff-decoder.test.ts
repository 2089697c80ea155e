import { inspectImage } from "@understudy/source-check/decoder";
import { sourceFile } from "@understudy/test-sources/test-resources";
import { expect, it } from "vitest";
import { decodeImage } from "./decode-image.ts";

type Field = readonly [tag: number, type: 3 | 4, values: readonly number[]];

/** A TIFF of one uncompressed strip, 2 x 2 pixels; further fields replace the usual ones. */
function tiff(data: readonly number[], fields: readonly Field[], littleEndian = true): Uint8Array {
  const usual: Field[] = [
    [256, 3, [2]],
    [257, 3, [2]],
    [259, 3, [1]],
    [277, 3, [1]],
    [278, 3, [2]],
    [279, 4, [data.length]],
  ];
  const byTag = new Map([...usual, ...fields].map((field) => [field[0], field]));
  byTag.set(273, [273, 4, [8]]);
  const sorted = [...byTag.values()].sort(([a], [b]) => a - b);
  const directory = 8 + data.length + (data.length % 2);
  const bytes = new Uint8Array(directory + 2 + sorted.length * 12 + 4 + 4096);
  const view = new DataView(bytes.buffer);
  bytes.set(littleEndian ? [0x49, 0x49] : [0x4d, 0x4d]);
  view.setUint16(2, 42, littleEndian);
  view.setUint32(4, directory, littleEndian);
  bytes.set(data, 8);
  view.setUint16(directory, sorted.length, littleEndian);
  let overflow = directory + 2 + sorted.length * 12 + 4;
  for (const [index, [tag, type, values]] of sorted.entries()) {
    const at = directory + 2 + index * 12;
    const size = type === 3 ? 2 : 4;
    view.setUint16(at, tag, littleEndian);
    view.setUint16(at + 2, type, littleEndian);
    view.setUint32(at + 4, values.length, littleEndian);
    const inPlace = values.length * size <= 4;
    const target = inPlace ? at + 8 : overflow;
    for (const [position, value] of values.entries()) {
      if (type === 3) view.setUint16(target + position * 2, value, littleEndian);
      else view.setUint32(target + position * 4, value, littleEndian);
    }
    if (inPlace) continue;
    view.setUint32(at + 8, overflow, littleEndian);
    overflow += values.length * size;
  }
  return bytes;
}

async function pixels(bytes: Uint8Array): Promise<number[][]> {
  const file = sourceFile("scan.tif", bytes);
  const { data } = await decodeImage(file, inspectImage(file));
  return [0, 4, 8, 12].map((at) => [...data.slice(at, at + 4)]);
}

const opaque = (...greys: number[]) => greys.map((grey) => [grey, grey, grey, 255]);
const grey = (bits: number, photometric = 1): Field[] => [
  [258, 3, [bits]],
  [262, 3, [photometric]],
];

it.each([
  ["8-bit grey", tiff([0, 50, 100, 255], grey(8)), opaque(0, 50, 100, 255)],
  ["white is zero", tiff([0, 50, 100, 255], grey(8, 0)), opaque(255, 205, 155, 0)],
  ["1-bit", tiff([0b01000000, 0b10000000], grey(1)), opaque(0, 255, 255, 0)],
  ["4-bit", tiff([0x0f, 0x30], grey(4)), opaque(0, 255, 51, 0)],
  ["16-bit, little-endian", tiff([0, 0, 0xff, 0x7f, 0, 0x80, 0xff, 0xff], grey(16)), opaque(0, 127, 128, 255)],
  ["16-bit, big-endian", tiff([0, 0, 0x7f, 0xff, 0x80, 0, 0xff, 0xff], grey(16), false), opaque(0, 127, 128, 255)],
  [
    "a palette",
    tiff(
      [0, 1, 2, 1],
      [
        [258, 3, [8]],
        [262, 3, [3]],
        [320, 3, Array.from({ length: 768 }, (_, index) => ([1, 258].includes(index) ? 0xffff : 0))],
      ],
    ),
    [
      [0, 0, 0, 255],
      [255, 0, 0, 255],
      [0, 255, 0, 255],
      [255, 0, 0, 255],
    ],
  ],
  [
    "alpha multiplied in",
    tiff(
      [0, 0, 64, 128, 128, 128, 255, 255],
      [
        [258, 3, [8, 8]],
        [262, 3, [1]],
        [277, 3, [2]],
        [338, 3, [1]],
      ],
    ),
    [
      [0, 0, 0, 0],
      [128, 128, 128, 128],
      [255, 255, 255, 128],
      [255, 255, 255, 255],
    ],
  ],
  [
    "RGB",
    tiff(
      [1, 2, 3, 4, 11, 12, 13, 14, 21, 22, 23, 24],
      [
        [258, 3, [8, 8, 8]],
        [262, 3, [2]],
        [277, 3, [3]],
        [279, 4, [12]],
        [284, 3, [1]],
      ],
    ),
    [
      [1, 2, 3, 255],
      [4, 11, 12, 255],
      [13, 14, 21, 255],
      [22, 23, 24, 255],
    ],
  ],
])("decodes %s", async (_, bytes, expected) => {
  expect(await pixels(bytes)).toEqual(expected);
});

const cmyk = Array.from({ length: 16 }, () => 0);
it.each([
  [
    "CMYK",
    tiff(cmyk, [
      [258, 3, [8, 8, 8, 8]],
      [262, 3, [5]],
      [277, 3, [4]],
    ]),
  ],
  ["floating point", tiff(cmyk, [...grey(32), [339, 3, [3]]])],
  ["32 bits", tiff(cmyk, grey(32))],
  ["a compression of its own", tiff(cmyk, [...grey(8), [259, 3, [34_712]]])],
])("says that it does not support %s, and not that it is corrupt", (_, bytes) => {
  expect(() => inspectImage(sourceFile("scan.tif", bytes))).toThrow(
    expect.objectContaining({ code: "image-unsupported" }),
  );
});
