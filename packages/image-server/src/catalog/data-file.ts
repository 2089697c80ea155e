import { readFile } from "node:fs/promises";
import { didYouMean } from "@understudy/core/adapter";
import { startsWithUtf8Bom, UTF8_BOM_BYTES } from "../configuration/text-file.ts";
import { CatalogFileError } from "./catalog-file-error.ts";
import type { NoticeList } from "./notice-list.ts";
import { MAX_QUOTED_BYTES, RecordScanner, UnclosedQuoteError } from "./record-scanner.ts";
import { createTimeSlices } from "./time-slices.ts";

/** One record of a catalog data file. */
export interface DataRow<Column extends string> {
  /** 1-based line on which the record begins. */
  readonly line: number;
  /** Where the record begins, bytes from the start of the file; above 0, as the header is before it. */
  readonly offset: number;
  /** The field of a column; "" when it is empty or the file does not have the column. */
  field(column: Column): string;
}

/** The columns of a kind of data file that this server uses. */
export interface DataColumns<Column extends string> {
  readonly required: readonly Column[];
  readonly optional: readonly Column[];
}

/** A data file in memory, as it was when it was read: its bytes, and nothing for each row. */
export interface DataFile<Column extends string> {
  /**
   * Goes through all rows in order and yields to the event loop between slices. The row is the same object every time:
   * after the call it is the next one.
   *
   * @param notices gets what is wrong with the form of rows
   * @throws {CatalogFileError} naming the line, if a quote is not closed; the rows before it were visited
   */
  eachRow(visit: (row: DataRow<Column>) => void, notices?: NoticeList): Promise<void>;
  /** The row at an offset that `eachRow` gave. Only until the next call; its line is not known. */
  rowAt(offset: number): Pick<DataRow<Column>, "field">;
}

/**
 * Reads a catalog data file: a header record, fields separated by tabs, double quotes around a field or not, UTF-8
 * after a byte order mark, else ISO-8859-1. Column names are not case-sensitive, those that begin with `.` are ignored,
 * unknown ones are warned about. Rule: IS manual, "Catalog data files" and "Character encoding".
 *
 * @throws {CatalogFileError} naming the line, if the file cannot be read (beyond 2 GiB it cannot), or a required column
 *   is missing or named twice
 */
export async function readDataFile<Column extends string>(
  file: string,
  columns: DataColumns<Column>,
  notices: NoticeList,
): Promise<DataFile<Column>> {
  const bytes = await readFile(file).catch((cause: unknown) => {
    throw new CatalogFileError(file, `the file cannot be read: ${(cause as Error).message}`, { cause });
  });
  const isUtf8 = startsWithUtf8Bom(bytes);
  const newScanner = () => new RecordScanner(bytes, isUtf8 ? "utf8" : "latin1", isUtf8 ? UTF8_BOM_BYTES : 0);
  const first = newScanner();
  if (!nextRecord(first, file)) {
    throw new CatalogFileError(file, `the file is empty; its first line must name ${columns.required.join(" and ")}`);
  }
  const headerLength = first.fieldCount;
  const names = Array.from({ length: headerLength }, (_, index) => first.field(index));
  const header = readHeader(file, names, first.line, columns, notices);
  const single = newScanner();
  const singleRow = rowOf(single, header);

  return {
    async eachRow(visit, rowNotices) {
      const scanner = newScanner();
      const row = rowOf(scanner, header);
      const slices = createTimeSlices();
      nextRecord(scanner, file);
      while (nextRecord(scanner, file)) {
        if (rowNotices && (scanner.fieldCount > headerLength || scanner.strayQuote)) {
          warnOfForm(scanner, headerLength, rowNotices);
        }
        visit(row);
        if (slices.isOver()) await slices.next();
      }
    },
    rowAt(offset) {
      // Finding a row by its key has often gone there already.
      if (single.offset !== offset) single.goTo(offset);
      return singleRow;
    },
  };
}

/** Goes to the next record that holds anything. */
function nextRecord(scanner: RecordScanner, file: string): boolean {
  try {
    while (scanner.next()) if (!scanner.isEmpty) return true;
    return false;
  } catch (cause) {
    if (!(cause instanceof UnclosedQuoteError)) throw cause;
    const message = `the record that begins here has a double quote that is not closed within ${MAX_QUOTED_BYTES} bytes`;
    throw new CatalogFileError(file, message, { line: scanner.line, cause });
  }
}

function rowOf<Column extends string>(scanner: RecordScanner, header: ReadonlyMap<Column, number>): DataRow<Column> {
  return {
    get line() {
      return scanner.line;
    },
    get offset() {
      return scanner.offset;
    },
    field(column) {
      const position = header.get(column);
      return position === undefined ? "" : scanner.field(position);
    },
  };
}

function warnOfForm({ fieldCount, line, strayQuote }: RecordScanner, headerLength: number, notices: NoticeList): void {
  if (fieldCount > headerLength) {
    const message = `the row has ${fieldCount} fields, the header ${headerLength}; the rest is ignored`;
    notices.warning(message, { line });
  }
  if (strayQuote) {
    const message = "a field begins with a double quote that does not enclose it; it is taken as written";
    notices.warning(message, { line });
  }
}

function readHeader<Column extends string>(
  file: string,
  names: readonly string[],
  line: number,
  { required, optional }: DataColumns<Column>,
  notices: NoticeList,
): ReadonlyMap<Column, number> {
  const known: readonly Column[] = [...required, ...optional];
  const header = new Map<Column, number>();
  for (const [index, name] of names.entries()) {
    if (name.startsWith(".")) continue;
    const column = known.find((candidate) => candidate.toLowerCase() === name.trim().toLowerCase());
    if (column === undefined) {
      const message = `the column ${JSON.stringify(name)} is not used by this server and is ignored`;
      notices.warning(message + didYouMean(name, known), { line, column: name });
    } else if (header.has(column)) {
      throw new CatalogFileError(file, `the column ${column} is there twice; allowed is once`, { line, column });
    } else {
      header.set(column, index);
    }
  }
  const missing = required.find((column) => !header.has(column));
  if (missing !== undefined) {
    const message = `the header has no column ${missing}; it has ${names.map((name) => JSON.stringify(name)).join(", ")}`;
    throw new CatalogFileError(file, message, { line, column: missing });
  }
  return header;
}
