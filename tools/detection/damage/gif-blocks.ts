import type { Damage } from "./damage-kind.ts";
import { type Part, splice, withoutPart, withPartsSwapped, withPartTwice } from "./splice.ts";

interface Block extends Part {
  readonly kind: "extension" | "image" | "trailer";
  /** Length bytes of its sub-blocks. */
  readonly lengths: readonly number[];
}

const tableBytes = (flags: number) => (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0);

function blocksOf(bytes: Uint8Array): Block[] {
  const blocks: Block[] = [];
  for (let at = 13 + tableBytes(bytes[10]!); at < bytes.length; ) {
    const start = at;
    const kind = bytes[at] === 0x21 ? "extension" : bytes[at] === 0x2c ? "image" : "trailer";
    if (kind === "trailer") {
      blocks.push({ kind, start, end: at + 1, lengths: [] });
      break;
    }
    at += kind === "extension" ? 2 : 10 + tableBytes(bytes[at + 9]!) + 1;
    const lengths: number[] = [];
    for (;;) {
      const length = bytes[at] ?? 0;
      lengths.push(at);
      at += 1 + length;
      if (length === 0) break;
    }
    blocks.push({ kind, start, end: at, lengths });
  }
  return blocks;
}

/** Damage to the blocks of a GIF. */
export const GIF_BLOCKS: readonly Damage[] = [
  { kind: "block-removed", apply: (bytes, random) => withoutPart(bytes, random.pick(blocksOf(bytes))) },
  { kind: "block-repeated", apply: (bytes, random) => withPartTwice(bytes, random.pick(blocksOf(bytes))) },
  {
    kind: "block-swapped",
    apply: (bytes, random) => {
      const blocks = blocksOf(bytes);
      const first = random.below(blocks.length);
      return withPartsSwapped(bytes, blocks[first]!, blocks[(first + 1) % blocks.length]!);
    },
  },
  {
    kind: "length-changed",
    apply: (bytes, random) => {
      const lengths = blocksOf(bytes).flatMap((block) => block.lengths);
      const at = random.pick(lengths);
      return splice(bytes, at, 1, Uint8Array.of((bytes[at]! + random.pick([-2, -1, 1, 5, 100])) & 255));
    },
  },
  {
    kind: "sub-block-removed",
    apply: (bytes, random) => {
      const block = random.pick(blocksOf(bytes).filter(({ kind }) => kind === "image"));
      const at = random.pick(block.lengths.slice(0, -1));
      return splice(bytes, at, 1 + bytes[at]!);
    },
  },
  {
    kind: "flip-codes",
    apply: (bytes, random) => {
      const { lengths } = random.pick(blocksOf(bytes).filter(({ kind }) => kind === "image"));
      const length = random.pick(lengths.slice(0, -1));
      const at = length + random.between(1, bytes[length]!);
      return splice(bytes, at, 1, Uint8Array.of(bytes[at]! ^ (1 << random.below(8))));
    },
  },
  { kind: "trailer-removed", apply: (bytes) => bytes.slice(0, bytes.lastIndexOf(0x3b)) },
  {
    kind: "harmless-extension",
    harmless: true,
    apply: (bytes, random) => {
      const at = random.pick(blocksOf(bytes).filter(({ kind }) => kind !== "image")).start;
      // Never between a control extension and its image.
      const place = bytes[at] === 0x21 ? at : bytes.length - 1;
      return splice(bytes, place, 0, Uint8Array.of(0x21, 0xfe, 4, 110, 111, 116, 101, 0));
    },
  },
  {
    kind: "harmless-tail",
    harmless: true,
    apply: (bytes, random) => splice(bytes, bytes.length, 0, random.bytes(random.between(1, 900))),
  },
];
