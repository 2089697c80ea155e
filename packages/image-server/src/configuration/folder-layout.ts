import { stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

/** Name of the file in the configuration folder. */
export const CONFIGURATION_FILE = "PlatformServer.conf";

/** Where catalogs and sources are when the configuration does not say it; absolute. */
export interface DefaultFolders {
  readonly catalog: string;
  readonly images: string;
  readonly static: string;
}

/**
 * The folder that `PlatformServer.conf` is in: the one that is named, or the `conf` below it, as Image Serving is
 * installed.
 *
 * @param folder absolute
 */
export async function findConfigurationFolder(folder: string): Promise<string> {
  const below = join(folder, "conf");
  const isInstallation =
    !(await isThere(join(folder, CONFIGURATION_FILE))) && (await isThere(join(below, CONFIGURATION_FILE)));
  return isInstallation ? below : folder;
}

/**
 * The folders for a configuration that names none: below the configuration folder; or beside it, where that is called
 * `conf` and has none, as Image Serving is installed.
 *
 * @param folder absolute
 */
export async function defaultFolders(folder: string): Promise<DefaultFolders> {
  const find = async (name: string) => {
    const below = join(folder, name);
    const beside = join(dirname(folder), name);
    const isBeside = basename(folder) === "conf" && !(await isThere(below)) && (await isThere(beside));
    return isBeside ? beside : below;
  };
  const [catalog, images, staticContent] = await Promise.all([find("catalog"), find("images"), find("static")]);
  return { catalog, images, static: staticContent };
}

function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
