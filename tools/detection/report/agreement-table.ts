import { type Column, textTable } from "../../../bench/harness/report/text-table.ts";
import { agreementOf, isUnreadable, type JudgedFile } from "./judged-file.ts";

interface Row {
  readonly format: string;
  readonly damage: string;
  readonly files: number;
  /** That the reference cannot read in full. */
  readonly unreadable: number;
  /** Of these, called corrupt. */
  readonly found: number;
  /** That the reference reads but shows differently. */
  readonly changed: number;
  readonly changedFound: number;
  /** That the reference reads and shows as the valid file. */
  readonly unchanged: number;
  readonly unchangedCalledCorrupt: number;
  readonly notCompared: number;
}

const COLUMNS: readonly Column<Row>[] = [
  { heading: "format", cell: ({ format }) => format },
  { heading: "damage", cell: ({ damage }) => damage },
  { heading: "files", cell: ({ files }) => files },
  { heading: "unreadable", cell: ({ unreadable }) => unreadable },
  { heading: "found", cell: ({ found }) => found },
  { heading: "read, looks different", cell: ({ changed }) => changed },
  { heading: "found", cell: ({ changedFound }) => changedFound },
  { heading: "read, looks the same", cell: ({ unchanged }) => unchanged },
  { heading: "called corrupt", cell: ({ unchangedCalledCorrupt }) => unchangedCalledCorrupt },
  { heading: "not compared", cell: ({ notCompared }) => notCompared },
];

/** Agreement with the reference by format and kind of damage, with a line for each format and one for all. */
export function agreementTable(files: readonly JudgedFile[]): string {
  const damaged = files.filter(({ harm }) => harm === "damaged" || harm === "not an image");
  const rows: Row[] = [];
  for (const [format, ofFormat] of grouped(damaged, ({ format }) => format)) {
    for (const [damage, ofDamage] of grouped(ofFormat, (file) => file.damage))
      rows.push(rowOf(format, damage, ofDamage));
    rows.push(rowOf(format, "ALL", ofFormat));
  }
  rows.push(rowOf("ALL", "ALL", damaged));
  return textTable(COLUMNS, rows);
}

function rowOf(format: string, damage: string, files: readonly JudgedFile[]): Row {
  const count = (test: (file: JudgedFile) => boolean) => files.filter(test).length;
  const read = (file: JudgedFile) => file.comparable && file.reference?.verdict === "good";
  const corrupt = (file: JudgedFile) => file.server.verdict === "corrupt";
  return {
    format,
    damage,
    files: files.length,
    unreadable: count(isUnreadable),
    found: count((file) => isUnreadable(file) && corrupt(file)),
    changed: count((file) => read(file) && file.changed !== false),
    changedFound: count((file) => read(file) && file.changed !== false && corrupt(file)),
    unchanged: count((file) => read(file) && file.changed === false),
    unchangedCalledCorrupt: count((file) => read(file) && file.changed === false && corrupt(file)),
    notCompared: count((file) => agreementOf(file) === "not compared"),
  };
}

/** Items by a key, in the order in which the keys first come. */
export function grouped<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}
