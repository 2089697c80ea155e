import { rm } from "node:fs/promises";
import { makeConfigurationFolder } from "../configuration/make-folder.ts";
import type { StartTarget } from "./target.ts";

/**
 * Starts the server once, on a configuration without any case, and stops it: what keeps a server from running at all is
 * told before the first case.
 *
 * @param workFolder where the configuration folder is made
 * @throws {Error} saying in one line what is wrong
 */
export async function checkStart(start: StartTarget, workFolder: string, signal?: AbortSignal): Promise<void> {
  const folder = await makeConfigurationFolder(workFolder, { spec: { root: "absent" }, rootUrl: undefined, cases: [] });
  try {
    const setup = { configurationFolder: folder, trustProxy: false, ...(signal && { signal }) };
    const target = await start(setup);
    await target.stop();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
