/**
 * Small files that claim much, or that cost whoever believes them much time or memory. Made here, the same at every run;
 * all but the pictures behind them are arithmetic.
 */
import { deflateSync } from "node:zlib";
import { pngChunk } from "@understudy/source-check/decoder";
import { createRandom } from "./random.ts";

/** A file and the check that it is for. */
export interface HostileFile {
  readonly name: string;
  readonly kind: "image" | "font" | "profile";
  readonly bytes: Uint8Array;
}

const latin1 = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return joinedAll(parts);
}

function joinedAll(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Big-endian numbers of some bytes each. */
function numbers(bytes: 1 | 2 | 4, ...values: readonly number[]): Uint8Array {
  const result = new Uint8Array(values.length * bytes);
  for (const [index, value] of values.entries()) {
    for (let byte = 0; byte < bytes; byte++) {
      result[index * bytes + byte] = Math.floor(value / 2 ** (8 * (bytes - 1 - byte))) & 255;
    }
  }
  return result;
}

const [SHORT, LONG] = [3, 4];
type TiffField = readonly [tag: number, type: number, count: number, value: number];

/** A big-endian TIFF of one directory, with data behind it. */
function tiff(fields: readonly TiffField[], data: Uint8Array, next = 0): Uint8Array {
  const entries = fields.map(([tag, type, count, value]) =>
    joined(
      numbers(2, tag, type),
      numbers(4, count),
      count === 1 && type === SHORT ? numbers(2, value, 0) : numbers(4, value),
    ),
  );
  return joined(latin1("MM\0*"), numbers(4, 8), numbers(2, fields.length), ...entries, numbers(4, next), data);
}

/** Of 8 bits grey. Its data is at 8 + 2 + 9 * 12 + 4 = 122. */
function grayTiff(
  width: number,
  height: number,
  compression: number,
  data: Uint8Array,
  length = data.length,
): Uint8Array {
  const fields: TiffField[] = [
    [256, LONG, 1, width],
    [257, LONG, 1, height],
    [258, SHORT, 1, 8],
    [259, SHORT, 1, compression],
    [262, SHORT, 1, 1],
    [273, LONG, 1, 122],
    [277, SHORT, 1, 1],
    [278, LONG, 1, height],
    [279, LONG, 1, length],
  ];
  return tiff(fields, data);
}

function zeros(megabytes: number): Uint8Array {
  return deflateSync(new Uint8Array(megabytes * 2 ** 20), { level: 9 });
}

function png(width: number, height: number, data: readonly Uint8Array[]): Uint8Array {
  const header = joined(numbers(4, width, height), numbers(1, 8, 6, 0, 0, 0));
  const chunks = data.map((part) => pngChunk("IDAT", part));
  return joinedAll([
    latin1("\x89PNG\r\n\x1a\n"),
    pngChunk("IHDR", header),
    ...chunks,
    pngChunk("IEND", new Uint8Array(0)),
  ]);
}

const segment = (marker: number, data: Uint8Array) =>
  joined(numbers(1, 0xff, marker), numbers(2, data.length + 2), data);

/** A JPEG up to its first scan, grey. The first code of its tables is 0, the second 10, with the symbols that are given. */
function jpegStart(frame: number, width: number, height: number, dc: number, ...ac: readonly number[]): Uint8Array {
  const table = (kind: number, ...symbols: readonly number[]) =>
    joined(numbers(1, kind, 1, symbols.length - 1, ...new Array(14).fill(0), ...symbols));
  return joined(
    numbers(1, 0xff, 0xd8),
    segment(0xdb, joined(numbers(1, 0), new Uint8Array(64).fill(1))),
    segment(frame, joined(numbers(1, 8), numbers(2, height, width), numbers(1, 1, 1, 0x11, 0))),
    segment(0xc4, joined(table(0, dc), table(0x10, ...ac))),
  );
}

const scan = (first: number, last: number, approximation: number, data: Uint8Array) =>
  joined(segment(0xda, numbers(1, 1, 1, 0, first, last, approximation)), data);

/** As many scans of the same coefficients as are asked for, of a picture that its first scan fills. */
function manyScans(frame: number, side: number, scans: number): Uint8Array {
  const blocks = Math.ceil(side / 8) ** 2;
  // Symbol 0xe0: an end of band for 2^14 blocks and more, as 14 further bits say.
  const start = jpegStart(frame, side, side, 0, 0xe0);
  const first = scan(0, 0, 0, new Uint8Array(Math.ceil(blocks / 8)));
  const runs = Math.ceil(blocks / 2 ** 14);
  const empty = scan(1, 63, 0, new Uint8Array(Math.ceil((runs * 15) / 8)));
  return joined(start, first, ...new Array(scans).fill(empty), numbers(1, 0xff, 0xd9));
}

/** Scans that refine one coefficient of one block, so that all blocks have to be asked. */
function manyRefinements(side: number, scans: number): Uint8Array {
  const blocks = Math.ceil(side / 8) ** 2;
  const runs = Math.ceil(blocks / 2 ** 14);
  const first = scan(0, 0, 1, new Uint8Array(Math.ceil(blocks / 8)));
  const marking = new Uint8Array(Math.ceil((3 + runs * 15) / 8));
  // The longer code, the sign, and from there on ends of bands.
  marking[0] = 0b1010_0000;
  const refinement = scan(1, 63, 0x10, new Uint8Array(Math.ceil((1 + runs * 15) / 8)));
  const start = jpegStart(0xc2, side, side, 0, 0xe0, 0x01);
  return joined(start, first, scan(1, 63, 1, marking), ...new Array(scans).fill(refinement), numbers(1, 0xff, 0xd9));
}

function gif(width: number, height: number, across: number, down: number, data: Uint8Array): Uint8Array {
  const little = (value: number) => numbers(1, value & 255, value >> 8);
  const screen = joined(
    latin1("GIF89a"),
    little(width),
    little(height),
    numbers(1, 0x80, 0, 0, 0, 0, 0, 255, 255, 255),
  );
  const image = joined(numbers(1, 0x2c, 0, 0, 0, 0), little(across), little(down), numbers(1, 0, 2));
  return joined(screen, image, data, numbers(1, 0x3b));
}

/** An AVIF whose items have two extents each, which are all of the file. */
function avifOfManyItems(items: number): Uint8Array {
  const box = (type: string, data: Uint8Array) => joined(numbers(4, data.length + 8), latin1(type), data);
  const item = (id: number) => joined(numbers(4, id), numbers(2, 0, 0, 2), numbers(4, 0, 50_000, 50_000, 50_000));
  const places = Array.from({ length: items }, (_, index) => item(index + 1));
  const iloc = box("iloc", joined(numbers(4, 0x02000000), numbers(2, 0x4400), numbers(4, items), ...places));
  const meta = box("meta", joined(numbers(4, 0), box("pitm", numbers(2, 0, 0, 1)), iloc));
  return joined(box("ftyp", latin1("avif\0\0\0\0avif")), meta, new Uint8Array(120_000));
}

/** A directory of tables; OpenType, "Organization of an OpenType font". */
function font(tables: readonly (readonly [string, Uint8Array])[]): Uint8Array {
  let at = 12 + tables.length * 16;
  const records: Uint8Array[] = [];
  const parts = tables.map(([tag, bytes]) => {
    const padded = joined(bytes, new Uint8Array(-bytes.length & 3));
    let sum = 0;
    for (let byte = 0; byte < padded.length; byte++) {
      if (tag !== "head" || byte < 8 || byte > 11) sum += padded[byte]! * 2 ** (24 - (byte % 4) * 8);
    }
    records.push(joined(latin1(tag), numbers(4, sum % 2 ** 32, at, bytes.length)));
    at += padded.length;
    return padded;
  });
  return joined(numbers(4, 0x00010000), numbers(2, tables.length, 0, 0, 0), ...records, ...parts);
}

/** A font of two empty glyphs. */
function fontTables(cmap: Uint8Array): (readonly [string, Uint8Array])[] {
  const head = joined(numbers(4, 0x00010000, 0, 0, 0x5f0f3cf5), numbers(2, 0, 1000), new Uint8Array(34));
  return [
    ["cmap", cmap],
    ["glyf", new Uint8Array(4)],
    ["head", head],
    ["hhea", joined(numbers(4, 0x00010000), new Uint8Array(30), numbers(2, 1))],
    ["hmtx", numbers(2, 500, 0, 0)],
    ["loca", numbers(2, 0, 0, 0)],
    ["maxp", joined(numbers(4, 0x00010000), numbers(2, 2), new Uint8Array(26))],
  ];
}

/** A map of format 12 that claims some groups and has one, of every character. */
const groups = (count: number) =>
  joined(numbers(2, 0, 1, 3, 10), numbers(4, 12), numbers(2, 12, 0), numbers(4, 28, 0, count, 0, 0x10ffff, 0));

/** GSUB with a chain of context lookups, every one of which calls itself and the next at each of its glyphs. */
function recursiveSubstitutions(): Uint8Array {
  const lookups = 60;
  const calls = 8;
  const coverage = numbers(2, 2, 1, 0, 1, 0);
  const rule = (next: number) =>
    joined(
      numbers(2, 3, 1, calls, 8 + calls * 4),
      ...Array.from({ length: calls }, () => numbers(2, 0, next)),
      coverage,
    );
  const parts = Array.from({ length: lookups }, (_, index) => {
    const table = rule((index + 1) % lookups);
    return joined(numbers(2, 5, 0, 1, 8), table);
  });
  let at = 2 + lookups * 2;
  const offsets = parts.map((part) => {
    const offset = at;
    at += part.length;
    return offset;
  });
  const list = joined(numbers(2, lookups, ...offsets), ...parts);
  const scripts = joined(numbers(2, 1), latin1("DFLT"), numbers(2, 8, 4, 0, 0, 0xffff, 1, 0));
  const features = joined(numbers(2, 1), latin1("liga"), numbers(2, 8, 0, 1, 0));
  const scriptsAt = 10;
  const featuresAt = scriptsAt + scripts.length;
  return joined(numbers(2, 1, 0, scriptsAt, featuresAt, featuresAt + features.length), scripts, features, list);
}

function profile(tags: number): Uint8Array {
  const bytes = new Uint8Array(4096);
  bytes.set(numbers(4, bytes.length));
  bytes.set(numbers(4, 0x04200000), 8);
  bytes.set(latin1("mntrRGB XYZ "), 12);
  bytes.set(latin1("acsp"), 36);
  bytes.set(numbers(4, tags), 128);
  return bytes;
}

function noise(length: number): Uint8Array {
  const random = createRandom(11);
  return Uint8Array.from({ length }, () => random() * 256);
}

/** All of them. */
export function hostileFiles(): readonly HostileFile[] {
  const oneByteBlocks = joined(...new Array(3).fill(new Uint8Array(500_000).map((_, at) => (at % 2 === 0 ? 1 : 0x44))));
  const image = (name: string, bytes: Uint8Array) => ({ name, kind: "image", bytes }) as const;
  const fontOf = (name: string, bytes: Uint8Array) => ({ name, kind: "font", bytes }) as const;
  return [
    image(
      "tiff-strips-without-number.tif",
      tiff(
        [
          [256, LONG, 1, 9],
          [257, LONG, 1, 9],
          [258, SHORT, 1, 8],
          [262, SHORT, 1, 1],
          [273, LONG, 2 ** 32 - 1, 8],
          [278, LONG, 1, 1],
          [279, LONG, 2 ** 32 - 1, 8],
        ],
        noise(100),
      ),
    ),
    image("tiff-directory-loop.tif", tiff([[256, LONG, 1, 9]], noise(100), 8)),
    image("tiff-strip-of-4-gigabytes.tif", grayTiff(9, 9, 8, zeros(1), 2 ** 32 - 1)),
    image("tiff-inflates-to-a-gigabyte.tif", grayTiff(30_000, 3_000, 8, zeros(1000))),
    image("tiff-claims-100-megapixels.tif", grayTiff(10_000, 10_000, 8, zeros(90))),
    image("tiff-small-inflates-to-a-gigabyte.tif", grayTiff(9, 9, 8, zeros(1000))),
    image("png-small-inflates-to-a-gigabyte.png", png(9, 9, [zeros(1000)])),
    image("png-claims-100-megapixels.png", png(10_000, 10_000, [zeros(382)])),
    image("png-of-empty-chunks.png", png(9, 9, [zeros(1), ...new Array(300_000).fill(new Uint8Array(0))])),
    image("jpeg-10000-scans.jpg", manyScans(0xc2, 64, 10_000)),
    image("jpeg-10000-large-scans.jpg", manyScans(0xc2, 9_000, 10_000)),
    image("jpeg-100-large-scans.jpg", manyScans(0xc2, 9_000, 99)),
    image("jpeg-98-large-refinements.jpg", manyRefinements(10_000, 98)),
    image("jpeg-arithmetic-10000-scans.jpg", manyScans(0xca, 9_000, 10_000)),
    image("gif-largest-screen.gif", gif(65_535, 65_535, 2, 1, numbers(1, 2, 0x44, 0x01, 0))),
    image("gif-largest-picture.gif", gif(9, 9, 65_535, 65_535, numbers(1, 2, 0x44, 0x01, 0))),
    image("gif-blocks-of-a-byte.gif", gif(4_000, 4_000, 4_000, 4_000, oneByteBlocks)),
    image("avif-items-without-number.avif", avifOfManyItems(20_000)),
    { name: "profile-tags-without-number.icc", kind: "profile", bytes: profile(2 ** 32 - 1) },
    fontOf("font-groups-without-number.ttf", font(fontTables(groups(2 ** 32 - 1)))),
    fontOf("font-one-table-256-times.ttf", sameTableOften()),
    fontOf("font-recursive-substitutions.ttf", font([["GSUB", recursiveSubstitutions()], ...fontTables(groups(1))])),
  ];
}

/** Its directory names the same four megabytes 249 times. */
function sameTableOften(): Uint8Array {
  const bytes = font([...fontTables(groups(1)), ["zzzz", new Uint8Array(4 * 2 ** 20)]]);
  const record = 12 + 7 * 16;
  const place = new DataView(bytes.buffer).getUint32(record + 8);
  const count = 256;
  const grown = joined(
    bytes.subarray(0, record),
    ...new Array(count - 7).fill(bytes.subarray(record, record + 16)),
    bytes.subarray(record + 16),
  );
  const view = new DataView(grown.buffer);
  const shift = grown.length - bytes.length;
  view.setUint16(4, count);
  for (let index = 0; index < count; index++) {
    const at = 12 + index * 16 + 8;
    view.setUint32(at, view.getUint32(at) + shift);
    if (index >= 7) grown.set(latin1("GPOS"), 12 + index * 16);
  }
  void place;
  return grown;
}
