import { crc32, deflateSync } from "node:zlib";
import type { Seeded } from "../seeded.ts";
import type { Damage } from "./damage-kind.ts";
import { type Part, splice, withoutPart, withPartsSwapped, withPartTwice } from "./splice.ts";

interface Chunk extends Part {
  readonly type: string;
}

/** A whole chunk with its checksum. */
export function pngChunk(type: string, data: Uint8Array): Uint8Array {
  const chunk = Buffer.alloc(data.length + 12);
  chunk.writeUInt32BE(data.length);
  chunk.write(type, 4, "latin1");
  chunk.set(data, 8);
  chunk.writeUInt32BE(crc32(chunk.subarray(4, data.length + 8)), data.length + 8);
  return chunk;
}

function chunksOf(bytes: Uint8Array): Chunk[] {
  const buffer = Buffer.from(bytes);
  const chunks: Chunk[] = [];
  for (let start = 8; start + 12 <= bytes.length; ) {
    const end = start + 12 + buffer.readUInt32BE(start);
    chunks.push({ type: buffer.toString("latin1", start + 4, start + 8), start, end });
    start = end;
  }
  return chunks;
}

/** Changes the data of a chunk and mends its checksum: the damage was done before the file was written. */
function mended(bytes: Uint8Array, random: Seeded, types: readonly string[]): Uint8Array | undefined {
  const chunks = chunksOf(bytes).filter(({ type, start, end }) => types.includes(type) && end - start > 12);
  if (chunks.length === 0) return undefined;
  const { start, end, type } = random.pick(chunks);
  const data = bytes.slice(start + 8, end - 4);
  const at = random.below(data.length);
  data[at] = data[at]! ^ (1 << random.below(8));
  return splice(bytes, start, end - start, pngChunk(type, data));
}

/** Damage to the chunks of a PNG. */
export const PNG_CHUNKS: readonly Damage[] = [
  { kind: "chunk-removed", apply: (bytes, random) => withoutPart(bytes, random.pick(chunksOf(bytes))) },
  { kind: "chunk-repeated", apply: (bytes, random) => withPartTwice(bytes, random.pick(chunksOf(bytes))) },
  {
    kind: "chunk-swapped",
    apply: (bytes, random) => {
      const chunks = chunksOf(bytes);
      const first = random.below(chunks.length);
      const second = (first + random.between(1, chunks.length - 1)) % chunks.length;
      return withPartsSwapped(bytes, chunks[first]!, chunks[second]!);
    },
  },
  {
    kind: "length-changed",
    apply: (bytes, random) => {
      const { start, end } = random.pick(chunksOf(bytes));
      const changed = Buffer.from(bytes);
      changed.writeUInt32BE(Math.max(0, end - start - 12 + random.pick([-4, -1, 1, 4, 1000])), start);
      return changed;
    },
  },
  { kind: "data-mended", apply: (bytes, random) => mended(bytes, random, ["IDAT"]) },
  { kind: "header-mended", apply: (bytes, random) => mended(bytes, random, ["IHDR", "PLTE", "tRNS"]) },
  {
    kind: "data-short",
    apply: (bytes, random) => {
      const chunks = chunksOf(bytes).filter(({ type }) => type === "IDAT");
      const first = chunks[0]!;
      const start = first.start;
      const end = chunks.at(-1)!.end;
      const short = pngChunk("IDAT", deflateSync(random.bytes(random.between(1, 8))));
      return splice(bytes, start, end - start, short);
    },
  },
  {
    kind: "harmless-chunk",
    harmless: true,
    apply: (bytes, random) => {
      const chunks = chunksOf(bytes);
      const at = random.pick([chunks[0]!.end, chunks.find(({ type }) => type === "IDAT")!.start, chunks.at(-1)!.start]);
      return splice(bytes, at, 0, pngChunk(random.pick(["prIv", "ruBi", "vpAg"]), random.bytes(20)));
    },
  },
  {
    kind: "harmless-tail",
    harmless: true,
    apply: (bytes, random) => splice(bytes, bytes.length, 0, random.bytes(random.between(1, 900))),
  },
];
