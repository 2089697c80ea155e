import type { CaseCatalog } from "../format/sources.ts";
import { caseFolder } from "./case-folder.ts";

/** The default catalog: texts that name what is public, and nothing that a case would have to undo. */
export const DEFAULT_CATALOG = "RootId=conformance-default\nErrorDetail=1\nJpegQuality=85\nExpiration=1\n";

/** The files of a case's catalog in the catalog folder: name and text of each. None without a catalog. */
export function catalogFiles(caseId: string, catalog: CaseCatalog | undefined): [name: string, text: string][] {
  if (!catalog) return [];
  const files: [string, string][] = [];
  const attributes: [string, string][] = [["RootId", caseId]];

  function addTable(attribute: string, suffix: string, header: string[], rows: string[][]): void {
    if (rows.length === 0) return;
    const name = `${caseId}-${suffix}.txt`;
    attributes.push([attribute, name]);
    files.push([name, [header, ...rows].map((cells) => `${cells.join("\t")}\n`).join("")]);
  }

  const inFolder = (path: string) => `${caseFolder(caseId)}/${path}`;
  const rows = (map: Readonly<Record<string, string>> = {}) =>
    Object.entries(map).map(([key, path]) => [key, inFolder(path)]);
  const images = Object.entries(catalog.images ?? {}).map(([id, row]) =>
    typeof row === "string" ? [id, inFolder(row), ""] : [id, inFolder(row.path), row.modifier],
  );
  addTable("CatalogFile", "images", ["Id", "Path", "Modifier"], images);
  addTable("StaticContentCatalogFile", "static", ["Id", "Path"], rows(catalog.staticContent));
  addTable("FontMapFile", "fonts", ["Name", "FontPath"], rows(catalog.fonts));
  addTable("IccProfileMapFile", "profiles", ["Name", "ProfilePath"], rows(catalog.profiles));
  attributes.push(...Object.entries(catalog.attributes ?? {}));
  files.push([`${caseId}.ini`, attributes.map(([name, value]) => `${name}=${value}\n`).join("")]);
  return files;
}
