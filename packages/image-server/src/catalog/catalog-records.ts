import { HOURS_ALLOWED, parseHours } from "./attribute-values.ts";
import type { ImageRecord, StaticRecord } from "./catalog.ts";
import { type DataColumns, type DataRow, readDataFile } from "./data-file.ts";
import type { NoticeList } from "./notice-list.ts";
import { relativePath } from "./relative-path.ts";
import { parseTimeStamp, TIME_STAMP_ALLOWED } from "./time-stamp.ts";

type ImageColumn = "Id" | "Path" | "Modifier" | "Expiration" | "TimeStamp" | "UserData";
type StaticColumn = "Id" | "Path" | "Expiration" | "UserType";

/** Adds the rows of an image catalog data file to `records`; a later row replaces an earlier one with its id. */
export function readImageRecords(file: string, records: Map<string, ImageRecord>, notices: NoticeList): Promise<void> {
  const columns: DataColumns<ImageColumn> = {
    required: ["Id", "Path"],
    optional: ["Modifier", "Expiration", "TimeStamp", "UserData"],
  };
  return readRows(file, columns, ["Id", "Path"], records, notices, (row, id, path) => {
    const expiration = expirationOf(row, notices);
    const timeStampMs = timeStampOf(row, notices);
    const modifier = row.field("Modifier");
    const userData = row.field("UserData");
    return {
      id,
      path,
      ...(modifier !== "" && { modifier }),
      ...(expiration !== undefined && { expiration }),
      ...(timeStampMs !== undefined && { timeStampMs }),
      ...(userData !== "" && { userData }),
    };
  });
}

/** Adds the rows of a static content data file to `records`; a later row replaces an earlier one with its id. */
export function readStaticRecords(
  file: string,
  records: Map<string, StaticRecord>,
  notices: NoticeList,
): Promise<void> {
  const columns: DataColumns<StaticColumn> = { required: ["Id", "Path"], optional: ["Expiration", "UserType"] };
  return readRows(file, columns, ["Id", "Path"], records, notices, (row, id, path) => {
    const expiration = expirationOf(row, notices);
    const userType = row.field("UserType");
    return { id, path, ...(expiration !== undefined && { expiration }), ...(userType !== "" && { userType }) };
  });
}

/** Adds the rows of a font map (`Name`, `FontPath`) or profile map (`Name`, `ProfilePath`) to `paths`. */
export function readNameMap(
  file: string,
  pathColumn: "FontPath" | "ProfilePath",
  paths: Map<string, string>,
  notices: NoticeList,
): Promise<void> {
  const columns: DataColumns<"Name" | "FontPath" | "ProfilePath"> = { required: ["Name", pathColumn], optional: [] };
  return readRows(file, columns, ["Name", pathColumn], paths, notices, (_row, _name, path) => path);
}

async function readRows<Column extends string, Value>(
  file: string,
  columns: DataColumns<Column>,
  [keyColumn, pathColumn]: readonly [Column, Column],
  values: Map<string, Value>,
  notices: NoticeList,
  toValue: (row: DataRow<Column>, key: string, path: string) => Value,
): Promise<void> {
  for await (const row of readDataFile(file, columns, notices)) {
    const { line } = row;
    const key = row.field(keyColumn);
    const written = row.field(pathColumn);
    const path = relativePath(written);
    if (key === "" || written === "") {
      const column = key === "" ? keyColumn : pathColumn;
      notices.error(`the row has no ${column} and is skipped`, { line, column });
      continue;
    }
    if (path === undefined || path === "") {
      const message = `${pathColumn} is ${JSON.stringify(written)}; allowed is a file relative to the root, without ".."`;
      notices.error(`${message}; the row is skipped`, { line, column: pathColumn });
      continue;
    }
    if (values.has(key)) {
      notices.warning(`${keyColumn} ${JSON.stringify(key)} is there already; this row replaces it`, {
        line,
        column: keyColumn,
      });
    }
    values.set(key, toValue(row, key, path));
  }
}

function expirationOf(row: DataRow<"Expiration">, notices: NoticeList): number | undefined {
  const value = row.field("Expiration");
  // -2 stands for the catalog's value too (IS manual, "catalog::Expiration").
  if (/^\s*(-2)?\s*$/.test(value)) return undefined;
  const hours = parseHours(value);
  if (hours === undefined) {
    const message = `Expiration is ${JSON.stringify(value)}; allowed are ${HOURS_ALLOWED}; the catalog's is used`;
    notices.error(message, { line: row.line, column: "Expiration" });
  }
  return hours;
}

function timeStampOf(row: DataRow<"TimeStamp">, notices: NoticeList): number | undefined {
  const value = row.field("TimeStamp");
  if (value.trim() === "") return undefined;
  const time = parseTimeStamp(value);
  if (time === undefined) {
    const message = `TimeStamp is ${JSON.stringify(value)}; allowed are ${TIME_STAMP_ALLOWED}; the file's own is used`;
    notices.error(message, { line: row.line, column: "TimeStamp" });
  }
  return time;
}
