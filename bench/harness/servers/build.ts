import { fileURLToPath } from "node:url";
import { build, type Plugin } from "esbuild";
import type { Runtime } from "./runtimes.ts";

const BENCH = new URL("../../", import.meta.url);
const built = new Map<string, Promise<string>>();

/**
 * Makes one plain JavaScript file of an entry of bench/ and of the workspace packages it imports, as a user would run
 * it: a TypeScript loader in the measured process would cost memory and slow down its functions. Packages from npm stay
 * outside.
 *
 * Every entry imports `@understudy/adapter-node`; for another runtime that name leads to the runtime's own adapter.
 *
 * @param entry path below bench/
 * @returns the path of the built file
 * @throws when it cannot be built, a missing package or export named in the message
 */
export function buildEntry(entry: string, runtime: Runtime): Promise<string> {
  const name = `${entry.replaceAll("/", "-").replace(/\.ts$/, "")}.${runtime}.mjs`;
  let file = built.get(name);
  if (file === undefined) {
    file = bundle(entry, runtime, name);
    built.set(name, file);
  }
  return file;
}

async function bundle(entry: string, runtime: Runtime, name: string): Promise<string> {
  // Below bench/, so that the packages from npm are found.
  const outfile = fileURLToPath(new URL(`results/build/${name}`, BENCH));
  try {
    await build({
      entryPoints: [fileURLToPath(new URL(entry, BENCH))],
      outfile,
      bundle: true,
      format: "esm",
      platform: "node",
      target: "node20",
      conditions: ["@understudy/source"],
      plugins: [workspaceOnly(runtime)],
      logLevel: "silent",
    });
  } catch (error) {
    const [first] = (error as { errors?: { text: string }[] }).errors ?? [];
    throw new Error(`${entry} cannot be built for ${runtime}: ${first?.text ?? error}`);
  }
  return outfile;
}

function workspaceOnly(runtime: Runtime): Plugin {
  return {
    name: "workspace-only",
    setup(pluginBuild) {
      pluginBuild.onResolve({ filter: /^[^./#]/ }, ({ path, kind, resolveDir, importer }) => {
        if (kind === "entry-point") return null;
        if (!path.startsWith("@understudy/")) return { path, external: true };
        const inBench = importer.startsWith(fileURLToPath(BENCH));
        if (path !== "@understudy/adapter-node" || runtime === "node" || !inBench) return null;
        return pluginBuild.resolve(`@understudy/adapter-${runtime}`, { kind, resolveDir });
      });
    },
  };
}
