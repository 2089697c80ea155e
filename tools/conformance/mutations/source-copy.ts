import { cp, mkdir, mkdtemp, readdir, readFile, readlink, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { REPOSITORY } from "../repository.ts";
import { applied, type Patch } from "./mutation.ts";

/** A copy of the sources that may be spoilt. */
export interface SourceCopy {
  readonly folder: string;
  /** Applies patches, does the work, and takes them back. */
  withPatches<T>(patches: readonly Patch[], work: () => Promise<T>): Promise<T>;
  remove(): Promise<void>;
}

const COPIED = ["package.json", "packages", "apps/node", "tools/conformance"];
const LEFT_OUT = new Set(["node_modules", "dist", ".tsbuildinfo"]);

/** Copies the sources into a temporary folder. What is installed is linked, but for the repository's own packages. */
export async function copySources(): Promise<SourceCopy> {
  const folder = await mkdtemp(join(tmpdir(), "mutations-"));
  for (const path of COPIED) {
    await cp(join(REPOSITORY, path), join(folder, path), {
      recursive: true,
      filter: (source) => !LEFT_OUT.has(source.slice(source.lastIndexOf("/") + 1)),
    });
  }
  await linkInstalled(folder);
  return {
    folder,
    remove: () => rm(folder, { recursive: true, force: true }),
    async withPatches(patches, work) {
      const originals = new Map<string, string>();
      try {
        for (const patch of patches) {
          const file = join(folder, patch.file);
          const text = await readFile(file, "utf8");
          if (!originals.has(file)) originals.set(file, text);
          await writeFile(file, applied(patch, text));
        }
        return await work();
      } finally {
        for (const [file, text] of originals) await writeFile(file, text);
      }
    },
  };
}

async function linkInstalled(folder: string): Promise<void> {
  const installed = join(REPOSITORY, "node_modules");
  const own = join(installed, "@understudy");
  await mkdir(join(folder, "node_modules", "@understudy"), { recursive: true });
  for (const name of await readdir(installed)) {
    if (name !== "@understudy") await symlink(join(installed, name), join(folder, "node_modules", name));
  }
  for (const name of await readdir(own)) {
    const target = relative(REPOSITORY, join(own, await readlink(join(own, name))));
    await symlink(join(folder, target), join(folder, "node_modules", "@understudy", name));
  }
  for (const name of await readdir(join(REPOSITORY, "packages"))) {
    const nested = join(REPOSITORY, "packages", name, "node_modules");
    if (await readdir(nested).catch(() => undefined))
      await symlink(nested, join(folder, "packages", name, "node_modules"));
  }
}
