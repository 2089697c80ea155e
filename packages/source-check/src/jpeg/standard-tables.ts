import { concatBytes } from "../bytes/concat.ts";

const HUFFMAN = 0xc4;
const SCAN = 0xda;
const PROGRESSIVE_FRAME = 0xc2;

/** Codes of each length, then the symbols: differences of luminance and chrominance; ITU-T T.81, tables K.3 and K.4. */
const LUMINANCE_DC = "00010501010101010100000000000000000102030405060708090a0b";
const CHROMINANCE_DC = "00030101010101010101010000000000000102030405060708090a0b";
/** Coefficients of luminance and chrominance; ITU-T T.81, tables K.5 and K.6. */
const LUMINANCE_AC =
  "0002010303020403050504040000017d010203000411051221314106135161072271143281" +
  "91a1082342b1c11552d1f02433627282090a161718191a25262728292a3435363738393a" +
  "434445464748494a535455565758595a636465666768696a737475767778797a83848586" +
  "8788898a92939495969798999aa2a3a4a5a6a7a8a9aab2b3b4b5b6b7b8b9bac2c3c4c5c6" +
  "c7c8c9cad2d3d4d5d6d7d8d9dae1e2e3e4e5e6e7e8e9eaf1f2f3f4f5f6f7f8f9fa";
const CHROMINANCE_AC =
  "0002010204040304070504040001027700010203110405213106124151076171132232" +
  "8108144291a1b1c109233352f0156272d10a162434e125f11718191a262728292a35363738" +
  "393a434445464748494a535455565758595a636465666768696a737475767778797a828384" +
  "85868788898a92939495969798999aa2a3a4a5a6a7a8a9aab2b3b4b5b6b7b8b9bac2c3c4c5" +
  "c6c7c8c9cad2d3d4d5d6d7d8d9dae2e3e4e5e6e7e8e9eaf2f3f4f5f6f7f8f9fa";

/** What a DHT segment with the four tables of ITU-T T.81, annex K.3, holds. */
export const STANDARD_TABLES: Uint8Array = concatBytes(
  ...(
    [
      [0x00, LUMINANCE_DC],
      [0x01, CHROMINANCE_DC],
      [0x10, LUMINANCE_AC],
      [0x11, CHROMINANCE_AC],
    ] as const
  ).map(([key, hex]) => concatBytes(Uint8Array.of(key), fromHex(hex))),
);

/**
 * A sequential JPEG with the standard tables written out where it leaves out tables of its first scan, as the pictures
 * of a Motion JPEG do. Browsers and libjpeg fill them in, some decoders do not. Any other JPEG is handed back as it is.
 */
export function withStandardTables(jpeg: Uint8Array): Uint8Array {
  const found = new Set<number>();
  for (let at = 2; jpeg[at] === 0xff && at + 4 <= jpeg.length; ) {
    const marker = jpeg[at + 1]!;
    if (marker === 0xff) {
      at++;
      continue;
    }
    const end = at + 2 + (jpeg[at + 2]! << 8) + jpeg[at + 3]!;
    if (marker === PROGRESSIVE_FRAME) return jpeg;
    if (marker === HUFFMAN) for (const key of tableKeys(jpeg.subarray(at + 4, end))) found.add(key);
    if (marker === SCAN)
      return scanTables(jpeg.subarray(at + 4, end)).every((key) => found.has(key)) ? jpeg : filledIn(jpeg);
    at = end;
  }
  return jpeg;
}

/** The standard tables come first, so that those of the file take their places. */
function filledIn(jpeg: Uint8Array): Uint8Array {
  const length = STANDARD_TABLES.length + 2;
  const head = Uint8Array.of(0xff, 0xd8, 0xff, HUFFMAN, length >> 8, length & 255);
  return concatBytes(head, STANDARD_TABLES, jpeg.subarray(2));
}

function tableKeys(data: Uint8Array): number[] {
  const keys: number[] = [];
  for (let at = 0; at < data.length; at += 17 + data.subarray(at + 1, at + 17).reduce((sum, count) => sum + count, 0)) {
    keys.push(data[at]!);
  }
  return keys;
}

/** Two of each component; ITU-T T.81, annex B.2.3. */
function scanTables(header: Uint8Array): number[] {
  return Array.from({ length: header[0]! }, (_, index) => header[2 + index * 2]!).flatMap((selectors) => [
    selectors >> 4,
    0x10 | (selectors & 15),
  ]);
}

function fromHex(hex: string): Uint8Array {
  return Uint8Array.from({ length: hex.length / 2 }, (_, index) =>
    Number.parseInt(hex.slice(index * 2, index * 2 + 2), 16),
  );
}
