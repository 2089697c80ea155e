import process from "node:process";
import { bundleUnbuilt } from "./unbuilt-entry.ts";

/**
 * What a worker is to be started with for a module of this package. Built code is started as it is, on every runtime,
 * and so is TypeScript where the runtime reads it.
 */
export function workerEntry(module: URL): URL {
  const readsTypeScript = "Bun" in globalThis || "Deno" in globalThis || Boolean(process.features.typescript);
  return module.pathname.endsWith(".ts") && !readsTypeScript ? bundleUnbuilt(module) : module;
}
