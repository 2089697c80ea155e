import type { ConfigurationNotice } from "../configuration/configuration.ts";
import { type DataColumns, type DataRow, readDataFile } from "./data-file.ts";
import { KeyIndex } from "./key-index.ts";
import type { NoticeList } from "./notice-list.ts";
import { relativePath } from "./relative-path.ts";

/** A kind of catalog data file: what its rows are found by and what they mean. */
export interface TableKind<Column extends string, Value> {
  /** The attribute that names such files. */
  readonly name: string;
  readonly columns: DataColumns<Column>;
  /** Rows are found by it; of two rows with the same the last counts. */
  readonly keyColumn: Column;
  /** A file below a root; a row with another value is skipped. */
  readonly pathColumn: Column;
  /** Makes a row's value, and adds fields that cannot be used to `notices`. */
  toValue(row: Pick<DataRow<Column>, "field">, key: string, path: string, notices: RowNotices): Value;
}

/** Gets the errors of one row. */
export interface RowNotices {
  error(message: string, column: string): void;
}

/** The rows of one data file. Values are made anew at each look-up, out of the file's bytes. */
export interface DataTable<Value> {
  /** Number of different keys. */
  readonly size: number;
  find(key: string): Value | undefined;
  has(key: string): boolean;
  /** Goes through the keys in the order of their rows, and yields to the event loop between slices. */
  eachKey(visit: (key: string, line: number) => void): Promise<void>;
  /** What was wrong when the file was read. */
  readonly notices: readonly ConfigurationNotice[];
}

const UNTOLD: RowNotices = { error() {} };

/**
 * Reads a catalog data file and checks every row. A row without key or path, or with a path that leaves its root, is an
 * error and skipped.
 *
 * @throws {CatalogFileError} if the file cannot be used
 */
export async function readDataTable<Column extends string, Value>(
  file: string,
  kind: TableKind<Column, Value>,
  notices: NoticeList,
): Promise<DataTable<Value>> {
  const { keyColumn, pathColumn } = kind;
  const data = await readDataFile(file, kind.columns, notices);
  const index = new KeyIndex((offset) => data.rowAt(offset).field(keyColumn));
  let line = 0;
  const rowNotices: RowNotices = { error: (message, column) => notices.error(message, { line, column }) };

  await data.eachRow((row) => {
    ({ line } = row);
    const key = row.field(keyColumn);
    const written = row.field(pathColumn);
    const path = relativePath(written);
    if (key === "" || written === "") {
      const column = key === "" ? keyColumn : pathColumn;
      rowNotices.error(`the row has no ${column} and is skipped`, column);
    } else if (path === undefined || path === "") {
      const message = `${pathColumn} is ${JSON.stringify(written)}; allowed is a file relative to the root, without ".."`;
      rowNotices.error(`${message}; the row is skipped`, pathColumn);
    } else {
      if (index.set(key, row.offset)) {
        const message = `${keyColumn} ${JSON.stringify(key)} is there already; this row replaces it`;
        notices.warning(message, { line, column: keyColumn });
      }
      // Made only for its complaints.
      kind.toValue(row, key, path, rowNotices);
    }
  }, notices);

  return {
    size: index.size,
    find(key) {
      const offset = index.find(key);
      if (offset === undefined) return undefined;
      const row = data.rowAt(offset);
      return kind.toValue(row, key, relativePath(row.field(pathColumn)) ?? "", UNTOLD);
    },
    has: (key) => index.find(key) !== undefined,
    eachKey: (visit) =>
      data.eachRow((row) => {
        const key = row.field(keyColumn);
        if (index.find(key) === row.offset) visit(key, row.line);
      }),
    notices: notices.notices(),
  };
}
