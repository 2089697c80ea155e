import { HOURS_ALLOWED, parseHours } from "./attribute-values.ts";
import type { ImageRecord, StaticRecord } from "./catalog.ts";
import type { DataRow } from "./data-file.ts";
import type { RowNotices, TableKind } from "./data-table.ts";
import { parseTimeStamp, TIME_STAMP_ALLOWED } from "./time-stamp.ts";

type ImageColumn = "Id" | "Path" | "Modifier" | "Expiration" | "TimeStamp" | "UserData";
type StaticColumn = "Id" | "Path" | "Expiration" | "UserType";
type Mutable<Record> = { -readonly [Field in keyof Record]: Record[Field] };

/** The data files of `CatalogFile`. */
export const IMAGE_TABLE: TableKind<ImageColumn, ImageRecord> = {
  name: "CatalogFile",
  columns: { required: ["Id", "Path"], optional: ["Modifier", "Expiration", "TimeStamp", "UserData"] },
  keyColumn: "Id",
  pathColumn: "Path",
  toValue(row, id, path, notices) {
    const expiration = expirationOf(row, notices);
    const timeStampMs = timeStampOf(row, notices);
    const modifier = row.field("Modifier");
    const userData = row.field("UserData");
    // Not by spreading: a record is made at each look-up, and that would be half of its time.
    const record: Mutable<ImageRecord> = { id, path };
    if (modifier !== "") record.modifier = modifier;
    if (expiration !== undefined) record.expiration = expiration;
    if (timeStampMs !== undefined) record.timeStampMs = timeStampMs;
    if (userData !== "") record.userData = userData;
    return record;
  },
};

/** The data files of `StaticContentCatalogFile`. */
export const STATIC_TABLE: TableKind<StaticColumn, StaticRecord> = {
  name: "StaticContentCatalogFile",
  columns: { required: ["Id", "Path"], optional: ["Expiration", "UserType"] },
  keyColumn: "Id",
  pathColumn: "Path",
  toValue(row, id, path, notices) {
    const expiration = expirationOf(row, notices);
    const userType = row.field("UserType");
    const record: Mutable<StaticRecord> = { id, path };
    if (expiration !== undefined) record.expiration = expiration;
    if (userType !== "") record.userType = userType;
    return record;
  },
};

/** The data files of `FontMapFile`: the path by the name. */
export const FONT_TABLE = nameTable("FontMapFile", "FontPath");

/** The data files of `IccProfileMapFile`: the path by the name. */
export const PROFILE_TABLE = nameTable("IccProfileMapFile", "ProfilePath");

function nameTable<PathColumn extends string>(
  name: string,
  pathColumn: PathColumn,
): TableKind<"Name" | PathColumn, string> {
  return {
    name,
    columns: { required: ["Name", pathColumn], optional: [] },
    keyColumn: "Name",
    pathColumn,
    toValue: (_row, _name, path) => path,
  };
}

function expirationOf(row: Pick<DataRow<"Expiration">, "field">, notices: RowNotices): number | undefined {
  const value = row.field("Expiration");
  // -2 means the catalog's value too (IS manual, "catalog::Expiration").
  if (value === "" || /^\s*(-2)?\s*$/.test(value)) return undefined;
  const hours = parseHours(value);
  if (hours === undefined) {
    const message = `Expiration is ${JSON.stringify(value)}; allowed are ${HOURS_ALLOWED}; the catalog's is used`;
    notices.error(message, "Expiration");
  }
  return hours;
}

function timeStampOf(row: Pick<DataRow<"TimeStamp">, "field">, notices: RowNotices): number | undefined {
  const value = row.field("TimeStamp");
  if (value === "" || value.trim() === "") return undefined;
  const time = parseTimeStamp(value);
  if (time === undefined) {
    const message = `TimeStamp is ${JSON.stringify(value)}; allowed are ${TIME_STAMP_ALLOWED}; the file's own is used`;
    notices.error(message, "TimeStamp");
  }
  return time;
}
