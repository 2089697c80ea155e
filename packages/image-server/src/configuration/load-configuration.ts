import { readFile, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { ConfigurationNotice, ServerConfiguration } from "./configuration.ts";
import { ConfigurationError } from "./configuration-error.ts";
import type { ConfigurationKey } from "./configuration-keys.ts";
import { filesBeside } from "./files-beside.ts";
import { CONFIGURATION_FILE, defaultFolders, findConfigurationFolder } from "./folder-layout.ts";
import { type PropertyEntry, parseProperties } from "./properties-file.ts";
import { readConfiguration } from "./read-configuration.ts";
import { decodePropertiesText } from "./text-file.ts";

/**
 * A configuration that can be used, and what the operator should know about it: warnings, and errors for folders that
 * are missing (X23).
 */
export interface LoadedConfiguration {
  readonly configuration: ServerConfiguration;
  /** The keys that are in the file, with or without a value. */
  readonly keys: ReadonlySet<ConfigurationKey>;
  readonly notices: readonly ConfigurationNotice[];
}

/**
 * Reads `PlatformServer.conf` of a configuration folder, or of the `conf` below it. Without that file everything has
 * its default, and redirect on error is off. A source folder that is named and not there is an error of which the
 * caller decides whether it can go on; one that has its name by default is a warning.
 *
 * @throws {ConfigurationError} naming everything that is wrong, if the folder is missing, the file cannot be read or a
 *   value is bad
 */
export async function loadConfiguration(folder: string): Promise<LoadedConfiguration> {
  const { configuration, keys, notices, missingFolders } = await examineConfiguration(folder);
  if (notices.some((notice) => notice.severity === "error")) throw new ConfigurationError(notices);
  return { configuration, keys, notices: [...notices, ...missingFolders] };
}

/** The content of a configuration folder, usable or not. */
export interface ExaminedConfiguration extends LoadedConfiguration {
  /** A notice for each source folder that is not there; an error where it is named. */
  readonly missingFolders: readonly ConfigurationNotice[];
}

/**
 * Reads `PlatformServer.conf` as {@link loadConfiguration} does, but throws nothing for a bad value: an error among
 * `notices` says that the default is in its place, and that the configuration must not be used.
 *
 * @throws {ConfigurationError} if the folder is missing or the file cannot be read
 */
export async function examineConfiguration(folder: string): Promise<ExaminedConfiguration> {
  await requireFolder(resolve(folder));
  const absoluteFolder = await findConfigurationFolder(resolve(folder));
  const folders = await defaultFolders(absoluteFolder);
  const file = join(absoluteFolder, CONFIGURATION_FILE);
  const properties = await readProperties(file);
  const {
    configuration,
    keys,
    notices: valueNotices,
  } = readConfiguration(properties.entries, absoluteFolder, file, folders);
  const notices = [...properties.notices, ...valueNotices, ...(await filesBeside(absoluteFolder, keys))];
  return {
    configuration,
    keys,
    notices,
    missingFolders: await missingRoots(configuration, keys, file),
  };
}

async function requireFolder(folder: string): Promise<void> {
  const problem = await stat(folder).then(
    (found) => (found.isDirectory() ? undefined : "it is not a folder"),
    (error: unknown) => messageOf(error),
  );
  if (problem === undefined) return;
  const message = `the configuration folder ${JSON.stringify(folder)} cannot be used: ${problem}`;
  throw new ConfigurationError([{ severity: "error", file: folder, message }]);
}

async function readProperties(
  file: string,
): Promise<{ entries: readonly PropertyEntry[]; notices: readonly ConfigurationNotice[] }> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(file);
  } catch (error) {
    if ((error as { code?: unknown }).code === "ENOENT") return { entries: [], notices: [] };
    throw new ConfigurationError([
      { severity: "error", file, message: `the file cannot be read: ${messageOf(error)}` },
    ]);
  }
  if (bytes.includes(0)) {
    // What a disk or a copy that broke off leaves behind.
    const message = `byte ${bytes.indexOf(0)} of the file is NUL; allowed is text`;
    throw new ConfigurationError([{ severity: "error", file, message }]);
  }
  return parseProperties(decodePropertiesText(bytes), file);
}

async function missingRoots(
  configuration: ServerConfiguration,
  keys: ReadonlySet<ConfigurationKey>,
  file: string,
): Promise<ConfigurationNotice[]> {
  const roots = [
    ...configuration.imageRootPaths.map((root) => ["image.rootPaths", root] as const),
    ...configuration.staticContentRootPaths.map((root) => ["staticContent.rootPaths", root] as const),
  ];
  const notices: ConfigurationNotice[] = [];
  for (const [column, root] of roots) {
    // No folder for static content is how IS is delivered, and how that service is switched off.
    if (column === "staticContent.rootPaths" && !keys.has(column)) continue;
    if (await canBeSearched(root)) continue;
    const message = `${column} names ${JSON.stringify(root)}, which is not a folder that can be read now`;
    notices.push({ severity: keys.has(column) ? "error" : "warning", file, column, message });
  }
  return notices;
}

/** Looks through the folder and not only at it; `access` would ask Deno for the user's id. */
function canBeSearched(folder: string): Promise<boolean> {
  return stat(`${folder}/.`).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
