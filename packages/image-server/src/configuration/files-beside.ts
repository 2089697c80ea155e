import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { ConfigurationNotice } from "./configuration.ts";
import type { ConfigurationKey } from "./configuration-keys.ts";

interface FileBeside {
  readonly holds: string;
  /** Where it has to be for this server; undefined for what has no key here. */
  readonly keys?: readonly ConfigurationKey[];
}

/** Files of Image Serving with settings of their own (IS manual, "Server configuration files"), by lower-case name. */
const FILES_BESIDE: Readonly<Record<string, FileBeside>> = {
  "catalog-service.conf": { holds: "the folder of the catalogs", keys: ["catalog.rootPath"] },
  "imageserverregistry.xml": { holds: "the folders of images, <RootPath>", keys: ["image.rootPaths"] },
  "server.xml": {
    holds: "the access log, TC::directory, TC::prefix and TC::pattern",
    keys: ["accessLog.directory", "accessLog.prefix", "accessLog.pattern"],
  },
  "monitor.conf": { holds: "the alerts" },
};

/**
 * A warning for each file of Image Serving beside `PlatformServer.conf` that this server does not read, with the keys
 * that its settings have here; none where one of these keys is given.
 *
 * @param folder absolute
 */
export async function filesBeside(
  folder: string,
  keys: ReadonlySet<ConfigurationKey>,
): Promise<readonly ConfigurationNotice[]> {
  const names = await readdir(folder).catch(() => []);
  return names.sort().flatMap((name): ConfigurationNotice[] => {
    const beside = Object.hasOwn(FILES_BESIDE, name.toLowerCase()) ? FILES_BESIDE[name.toLowerCase()]! : undefined;
    if (beside === undefined || beside.keys?.some((key) => keys.has(key))) return [];
    const here =
      beside.keys === undefined ? "there are none here" : `here it is ${beside.keys.join(", ")} of PlatformServer.conf`;
    return [
      {
        severity: "warning",
        file: join(folder, name),
        message: `the file is not read: it holds ${beside.holds}; ${here}`,
      },
    ];
  });
}
