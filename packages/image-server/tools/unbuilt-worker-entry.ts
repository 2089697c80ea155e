import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import process from "node:process";
import { fileURLToPath, pathToFileURL } from "node:url";

const bundled = new Map<string, URL>();

/**
 * `#worker-entry` of the unbuilt workspace (condition `@understudy/source`): what a worker is to be started with for a
 * module of this package. TypeScript is started as it is where the runtime reads it; for any other Node it becomes
 * JavaScript first.
 */
export function workerEntry(module: URL): URL {
  const readsTypeScript = "Bun" in globalThis || "Deno" in globalThis || Boolean(process.features.typescript);
  return module.pathname.endsWith(".ts") && !readsTypeScript ? bundle(module) : module;
}

/**
 * Loading it with tsx is no way out: Node 20 crashes when it ends a worker that has module hooks. esbuild comes with
 * tsx.
 */
function bundle(module: URL): URL {
  const known = bundled.get(module.href);
  if (known !== undefined) return known;
  const require = createRequire(import.meta.url);
  const tsx = require.resolve("tsx/package.json");
  const esbuild = createRequire(tsx)("esbuild") as { buildSync(options: object): { outputFiles: [{ text: string }] } };
  const own = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
  const packages = Object.keys({ ...own.dependencies, ...own.peerDependencies });
  const { text } = esbuild.buildSync({
    entryPoints: [fileURLToPath(module)],
    bundle: true,
    write: false,
    platform: "node",
    format: "esm",
    conditions: ["@understudy/source"],
    // The workspace's own packages are unbuilt too.
    external: packages.filter((name) => !name.startsWith("@understudy/")).flatMap((name) => [name, `${name}/*`]),
  }).outputFiles[0];
  // Where the packages are found, and under a name of its own for every content: other processes do the same.
  const folder = new URL("../.cache/understudy/", pathToFileURL(tsx));
  mkdirSync(folder, { recursive: true });
  const file = new URL(`${createHash("sha256").update(text).digest("hex")}.mjs`, folder);
  const written = new URL(`${file.href}.${process.pid}`);
  writeFileSync(written, text);
  renameSync(written, file);
  bundled.set(module.href, file);
  return file;
}
