import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

/** A configuration folder that a server may be started on. */
export interface ConfigurationFolder {
  readonly path: string;
  /** Takes it away again, where it is a temporary one. */
  remove(): Promise<void>;
}

const PATH_KEYS = /^(catalog\.rootPath|image\.rootPaths|staticContent\.rootPaths)=(.*)$/gm;
const ROOT_URL = /^errorRedirect\.rootUrl=(.*)$/m;

/**
 * The primary's configuration folder for a secondary at `secondaryUrl`, "" for none: the committed one if it names that URL already,
 * else a temporary one with a copy of `PlatformServer.conf` that does. Only this small file is copied: its paths are
 * made absolute, so that catalogs and sources stay where they are.
 */
export async function primaryConfiguration(committed: string, secondaryUrl: string): Promise<ConfigurationFolder> {
  const text = await readFile(join(committed, "PlatformServer.conf"), "utf8");
  if (ROOT_URL.exec(text)?.[1] === secondaryUrl) return { path: committed, remove: async () => undefined };
  const path = await mkdtemp(join(tmpdir(), "sample-primary-"));
  const absolute = (folders: string) =>
    folders
      .split(";")
      // A backslash is the escape character of properties files.
      .map((folder) => resolve(committed, folder).replaceAll("\\", "\\\\"))
      .join(";");
  const copy = text
    .replace(ROOT_URL, () => `errorRedirect.rootUrl=${secondaryUrl}`)
    .replace(PATH_KEYS, (_, key: string, folders: string) => `${key}=${absolute(folders)}`);
  await writeFile(join(path, "PlatformServer.conf"), copy);
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}
