import { chmod, mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { damage } from "../fixtures/damage.ts";
import { readFixture } from "../fixtures/fixture-files.ts";
import { rarePicture } from "../fixtures/rare-picture.ts";
import { rewritten } from "../fixtures/rewritten.ts";
import type { ConformanceCase } from "../format/case.ts";
import type { ConfigurationSpec } from "../format/configuration.ts";
import { fillIn } from "../format/fill-in.ts";
import type { CaseFile, FileContent } from "../format/sources.ts";
import { caseFolder } from "./case-folder.ts";
import { catalogFiles, DEFAULT_CATALOG } from "./catalog-files.ts";
import { platformServerConf } from "./platform-server-conf.ts";

/** What a configuration folder is made from. */
export interface FolderParts {
  readonly spec: ConfigurationSpec;
  /** Undefined where the configuration has none. */
  readonly rootUrl: string | undefined;
  /** Every case that runs on it: one catalog each. */
  readonly cases: readonly ConformanceCase[];
}

/**
 * Writes the configuration folder of IS for some cases: `PlatformServer.conf`, `catalog/`, `images/`, `static/`.
 *
 * @throws {Error} naming the file that could not be written
 */
export async function writeConfigurationFolder(folder: string, parts: FolderParts): Promise<void> {
  for (const name of ["catalog", "images", "static"]) await mkdir(join(folder, name), { recursive: true });
  await writeFile(join(folder, "PlatformServer.conf"), platformServerConf(parts.spec, parts.rootUrl));
  await writeFile(join(folder, "catalog", "default.ini"), DEFAULT_CATALOG);
  for (const one of parts.cases) {
    const sources = fillIn(one.sources ?? {}, (name) => (name === "case" ? one.id : undefined));
    for (const [name, text] of catalogFiles(one.id, sources.catalog))
      await writeFile(join(folder, "catalog", name), text);
    for (const file of sources.files ?? []) await writeCaseFile(folder, one.id, file);
  }
}

async function writeCaseFile(folder: string, caseId: string, file: CaseFile): Promise<void> {
  const path = join(folder, file.under, caseFolder(caseId), file.name);
  await mkdir(dirname(path), { recursive: true });
  const { content } = file;
  if ("folder" in content) {
    await mkdir(path);
    return;
  }
  await writeFile(path, await contentBytes(content));
  if ("forbidden" in content) await chmod(path, 0);
}

async function contentBytes(content: Exclude<FileContent, { folder: true }>): Promise<string | Uint8Array> {
  if ("text" in content) return content.text;
  if ("unusual" in content) return rewritten(await readFixture(content.unusual), content.unusual);
  if ("picture" in content) return rarePicture(content.picture);
  if ("forbidden" in content) return readFixture(content.forbidden);
  const valid = await readFixture(content.fixture);
  return content.damage ? damage(valid, content.damage) : valid;
}
