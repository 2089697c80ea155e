import { createReadStream } from "node:fs";
import { setImmediate } from "node:timers/promises";
import { CsvError, parse } from "csv-parse";
import { didYouMean } from "../configuration/nearest-name.ts";
import { CatalogFileError } from "./catalog-file-error.ts";
import type { NoticeList } from "./notice-list.ts";

/** One record of a catalog data file. */
export interface DataRow<Column extends string> {
  /** 1-based line on which the record begins. */
  readonly line: number;
  /** The field of a column; "" when it is empty or the file does not have the column. */
  field(column: Column): string;
}

/** The columns of a kind of data file that this server uses. */
export interface DataColumns<Column extends string> {
  readonly required: readonly Column[];
  readonly optional: readonly Column[];
}

/** Longest record, in bytes. A quote that is never closed would else take in the rest of the file. */
const MAX_RECORD_BYTES = 1024 * 1024;

/** Requests are served between so many records; streams alone do not make way for them on every runtime. */
const RECORDS_IN_A_ROW = 1000;

/**
 * Reads the rows of a catalog data file one by one, without holding the file in memory: a header record, fields
 * separated by tabs, double quotes around a field or not, UTF-8 after a byte order mark, else ISO-8859-1. Column names
 * are not case-sensitive, those that begin with `.` are ignored, unknown ones are warned about.
 * Rule: IS manual, "Catalog data files" and "Character encoding".
 *
 * @throws {CatalogFileError} naming the line, if the file cannot be read, a required column is missing or named twice,
 *   or a quote is not closed
 */
export async function* readDataFile<Column extends string>(
  file: string,
  columns: DataColumns<Column>,
  notices: NoticeList,
): AsyncGenerator<DataRow<Column>> {
  let header: ReadonlyMap<Column, number> | undefined;
  let headerLength = 0;
  let endOfLast = 0;
  try {
    for await (const { record, info } of records(file)) {
      const line = Math.max(info.lines - lineBreaks(record), endOfLast + 1);
      endOfLast = info.lines;
      if (record.every((field) => field === "")) continue;
      if (header === undefined) {
        header = readHeader(file, record, line, columns, notices);
        headerLength = record.length;
        continue;
      }
      if (record.length > headerLength) {
        const message = `the row has ${record.length} fields, the header ${headerLength}; the rest is ignored`;
        notices.warning(message, { line });
      }
      const positions = header;
      yield { line, field: (column) => record[positions.get(column) ?? -1] ?? "" };
    }
  } catch (error) {
    throw error instanceof CatalogFileError ? error : unreadable(file, error, endOfLast + 1);
  }
  if (header === undefined) {
    throw new CatalogFileError(file, `the file is empty; its first line must name ${columns.required.join(" and ")}`);
  }
}

async function* records(file: string): AsyncGenerator<{ record: string[]; info: { lines: number } }> {
  const input = createReadStream(file);
  const parser = parse({
    bom: true,
    encoding: "latin1",
    delimiter: "\t",
    record_delimiter: ["\r\n", "\n", "\r"],
    relax_column_count: true,
    // An inch sign in the middle of a text is no mistake.
    relax_quotes: true,
    max_record_size: MAX_RECORD_BYTES,
    info: true,
  });
  input.on("error", (error) => parser.destroy(error));
  try {
    let count = 0;
    for await (const record of input.pipe(parser)) {
      yield record;
      if (++count % RECORDS_IN_A_ROW === 0) await setImmediate();
    }
  } finally {
    input.destroy();
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

function unreadable(file: string, error: unknown, line: number): CatalogFileError {
  if (!(error instanceof CsvError)) {
    return new CatalogFileError(file, `the file cannot be read: ${(error as Error).message}`, { cause: error });
  }
  const why =
    error.code === "CSV_QUOTE_NOT_CLOSED" || error.code === "CSV_MAX_RECORD_SIZE"
      ? `a record that begins here is longer than ${MAX_RECORD_BYTES} bytes or has a double quote that is never closed`
      : error.message;
  return new CatalogFileError(file, why, { line, cause: error });
}

function lineBreaks(record: readonly string[]): number {
  return record.reduce((count, field) => count + field.split(/\r\n|\r|\n/).length - 1, 0);
}
