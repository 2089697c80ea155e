import { readFile } from "node:fs/promises";
import { decodeCatalogText } from "../configuration/text-file.ts";
import { CatalogFileError } from "./catalog-file-error.ts";
import type { NoticeList } from "./notice-list.ts";

/** One `Name=values` of a catalog attribute file. */
export interface AttributeEntry {
  /** As written; names are compared without regard to case. */
  readonly name: string;
  /** Without the white space around it. */
  readonly value: string;
  /** 1-based. */
  readonly line: number;
}

/**
 * Whether a file of the catalog folder is an attribute file: `*.ini`, but not hidden (editors and macOS leave such).
 */
export function isAttributeFileName(name: string): boolean {
  return /^[^.].*\.ini$/i.test(name);
}

/**
 * Reads a catalog attribute file. A record that is not `Name=values` is an error and skipped.
 *
 * @throws {CatalogFileError} if the file cannot be read
 */
export async function readAttributeFile(file: string, notices: NoticeList): Promise<readonly AttributeEntry[]> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(file);
  } catch (cause) {
    throw new CatalogFileError(file, `the file cannot be read: ${(cause as Error).message}`, { cause });
  }
  return parseAttributes(decodeCatalogText(bytes), notices);
}

/**
 * Parses the records of a catalog attribute file: one a line, `#` as first character for a comment, a backslash before
 * the line end to go on in the next line. Rule: IS manual, "Catalog attribute files".
 */
export function parseAttributes(text: string, notices: NoticeList): readonly AttributeEntry[] {
  const entries: AttributeEntry[] = [];
  const lines = text.split(/\r\n|\r|\n/);
  for (let index = 0; index < lines.length; index++) {
    const line = index + 1;
    let record = lines[index] ?? "";
    if (record.startsWith("#")) continue;
    while (record.endsWith("\\") && index + 1 < lines.length) record = record.slice(0, -1) + lines[++index];
    if (record.trim() === "" || record.trimStart().startsWith("#")) continue;
    const [, name, value] = /^\s*([\w.-]+)\s*=([\s\S]*)$/.exec(record) ?? [];
    if (name === undefined || value === undefined) {
      const shown = JSON.stringify(record.length > 60 ? `${record.slice(0, 60)}…` : record);
      notices.error(`${shown} is not an attribute and is ignored; allowed is Name=value, or a comment after #`, {
        line,
      });
      continue;
    }
    entries.push({ name, value: value.trim(), line });
  }
  return entries;
}
