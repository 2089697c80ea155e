import type { ConfigurationNotice } from "../configuration/configuration.ts";
import { lookAtFile } from "../configuration/file-look.ts";
import { type DataTable, readDataTable, type TableKind } from "./data-table.ts";
import { createNoticeList } from "./notice-list.ts";

/** The data files of one loading. */
export interface TableStore {
  /**
   * The table of a data file: what this loading has read already for another catalog, or the loading before when the
   * file has not changed since, else what is read now.
   *
   * @throws {CatalogFileError} if the file cannot be used
   */
  table<Column extends string, Value>(file: string, kind: TableKind<Column, Value>): Promise<DataTable<Value>>;
  /** Absolute path of every file that was asked for. */
  files(): Iterable<string>;
  /** What was wrong with these files: of each once, of broken ones too. */
  notices(): ConfigurationNotice[];
  /** What the next loading may take over. */
  kept(): KeptTables;
}

/** Tables, by what they were read as and from. */
export type KeptTables = ReadonlyMap<string, KeptTable>;

interface KeptTable {
  /** Undefined when the file may have changed again without looking otherwise. */
  readonly identity: string | undefined;
  readonly table: DataTable<unknown>;
}

/**
 * A file that was changed less than this before it was read is read again next time: a second change of the same size
 * may have the same time. Milliseconds; the times of some file systems are whole seconds, FAT's even ones.
 */
const SETTLED_AFTER_MS = 3000;

/** Creates the store of a loading, with what the loading before has kept. */
export function createTableStore(previous: KeptTables): TableStore {
  const files = new Set<string>();
  const notices = new Map<string, readonly ConfigurationNotice[]>();
  const kept = new Map<string, KeptTable>();

  async function read(file: string, kind: TableKind<string, unknown>, key: string): Promise<KeptTable> {
    // Looked at before it is read, so that a change while it is read is found next time.
    const { identity, modifiedAtMs = 0 } = await lookAtFile(file);
    const earlier = previous.get(key);
    if (earlier?.identity === identity) return earlier;
    const settled = Date.now() - modifiedAtMs > SETTLED_AFTER_MS;
    const list = createNoticeList(file);
    try {
      return { identity: settled ? identity : undefined, table: await readDataTable(file, kind, list) };
    } finally {
      notices.set(key, list.notices());
    }
  }

  return {
    async table<Column extends string, Value>(file: string, kind: TableKind<Column, Value>) {
      const key = `${kind.name} ${file}`;
      files.add(file);
      const found = kept.get(key) ?? (await read(file, kind, key));
      kept.set(key, found);
      notices.set(key, found.table.notices);
      // The key names the kind, and so the type.
      return found.table as DataTable<Value>;
    },
    files: () => files,
    notices: () => [...notices.values()].flat(),
    kept: () => kept,
  };
}
