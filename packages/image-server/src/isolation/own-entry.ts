import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";

/**
 * The module that the server's workers run. It is beside this one; when a bundler has put this one somewhere else, it
 * is looked for as a package's.
 *
 * @throws {Error} where it is in neither place: the option `workerEntry` then has to say where it is
 */
export function ownWorkerEntry(): URL {
  // With the extension that this module has itself: built, all names end in `.js`.
  const beside = new URL(`./imaging-worker.${import.meta.url.endsWith(".ts") ? "ts" : "js"}`, import.meta.url);
  if (existsSync(fileURLToPath(beside))) return beside;
  return pathToFileURL(createRequire(import.meta.url).resolve("@understudy/image-server/imaging-worker"));
}
