import type { Seeded } from "../seeded.ts";
import type { Damage } from "./damage-kind.ts";
import { splice } from "./splice.ts";

/** How a file with a table of contents at its start is laid out. */
interface Layout {
  /** Of the number of entries, and how many bytes it has. */
  readonly countAt: number;
  readonly countBytes: 2 | 4;
  readonly firstEntry: number;
  readonly entryBytes: number;
  /** Of the offset and length in an entry. */
  readonly offsetAt: number;
  readonly lengthAt: number;
}

const SFNT: Layout = { countAt: 4, countBytes: 2, firstEntry: 12, entryBytes: 16, offsetAt: 8, lengthAt: 12 };
const WOFF: Layout = { countAt: 12, countBytes: 2, firstEntry: 44, entryBytes: 20, offsetAt: 4, lengthAt: 8 };
const ICC: Layout = { countAt: 128, countBytes: 4, firstEntry: 132, entryBytes: 12, offsetAt: 4, lengthAt: 8 };

/** Damage to the tables of a font. */
export const SFNT_TABLES: readonly Damage[] = tableDamages((bytes) =>
  Buffer.from(bytes.subarray(0, 4)).toString("latin1") === "wOFF" ? WOFF : SFNT,
);

/** Damage to the tags of a profile. */
export const PROFILE_TAGS: readonly Damage[] = tableDamages(() => ICC);

interface Entries {
  readonly copy: Buffer;
  readonly layout: Layout;
  /** Where each entry begins. */
  readonly starts: readonly number[];
}

function tableDamages(layoutOf: (bytes: Uint8Array) => Layout): readonly Damage[] {
  const on = (kind: string, change: (entries: Entries, random: Seeded) => Uint8Array | undefined): Damage => ({
    kind,
    apply: (bytes, random) => {
      const layout = layoutOf(bytes);
      const copy = Buffer.from(bytes);
      const count = layout.countBytes === 2 ? copy.readUInt16BE(layout.countAt) : copy.readUInt32BE(layout.countAt);
      const starts = Array.from({ length: count }, (_, index) => layout.firstEntry + index * layout.entryBytes);
      return change({ copy, layout, starts }, random);
    },
  });
  return [
    // Its name is lost, so it cannot be found.
    on("table-removed", ({ copy, starts }, random) => {
      copy.write("zzzz", random.pick(starts), "latin1");
      return copy;
    }),
    on("table-repeated", ({ copy, layout, starts }, random) => {
      const from = random.pick(starts);
      copy.copy(copy, random.pick(starts), from, from + layout.entryBytes);
      return copy;
    }),
    on("tables-swapped", ({ copy, layout, starts }, random) => {
      const [first, second] = [random.pick(starts), random.pick(starts)];
      const kept = Buffer.from(copy.subarray(first + 4, first + layout.entryBytes));
      copy.copy(copy, first + 4, second + 4, second + layout.entryBytes);
      kept.copy(copy, second + 4);
      return first === second ? undefined : copy;
    }),
    on("offset-outside", ({ copy, layout, starts }, random) => {
      copy.writeUInt32BE(copy.length + random.below(10_000), random.pick(starts) + layout.offsetAt);
      return copy;
    }),
    on("length-changed", ({ copy, layout, starts }, random) => {
      const at = random.pick(starts) + layout.lengthAt;
      copy.writeUInt32BE(Math.max(0, copy.readUInt32BE(at) + random.pick([-20, -4, -1, 3, 10_000])), at);
      return copy;
    }),
    on("count-changed", ({ copy, layout, starts }, random) => {
      const count = Math.max(0, starts.length + random.pick([-starts.length, -3, -1, 1, 5, 300]));
      if (layout.countBytes === 2) copy.writeUInt16BE(count, layout.countAt);
      else copy.writeUInt32BE(count, layout.countAt);
      return copy;
    }),
    on("flip-table", ({ copy, layout, starts }, random) => {
      const start = random.pick(starts);
      const at = copy.readUInt32BE(start + layout.offsetAt) + random.below(copy.readUInt32BE(start + layout.lengthAt));
      if (at >= copy.length) return undefined;
      copy[at] = copy[at]! ^ (1 << random.below(8));
      return copy;
    }),
    on("flip-directory", ({ copy, layout, starts }, random) => {
      const at = random.pick(starts) + random.below(layout.entryBytes);
      copy[at] = copy[at]! ^ (1 << random.below(8));
      return copy;
    }),
    {
      kind: "harmless-tail",
      harmless: true,
      apply: (bytes, random) => splice(bytes, bytes.length, 0, random.bytes(random.between(1, 900))),
    },
  ];
}
