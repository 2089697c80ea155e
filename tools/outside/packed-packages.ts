/** What strangers get: every package, built and packed, and installed from its tarball. */
import { existsSync } from "node:fs";
import { cp, mkdir, readdir, symlink } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { compilePackages, packageFolders, packPackages, readPackageJson, repository, run } from "../packages.ts";

/** Left out of the copy: what the build makes, and what is not published. */
const LEFT_OUT = new Set(["dist", "node_modules", "test", "tools"]);

/**
 * Builds all packages in a copy of the workspace, so that whatever runs at the same time is not disturbed, and packs
 * them.
 *
 * @returns the path of each one's tarball, by the package's name
 */
export async function packWorkspaceCopy(folder: string): Promise<Map<string, string>> {
  const copy = join(folder, "workspace");
  const tarballs = join(folder, "tarballs");
  await mkdir(join(copy, "packages"), { recursive: true });
  await mkdir(tarballs);
  await cp(join(repository, "tsconfig.base.json"), join(copy, "tsconfig.base.json"));
  for (const name of packageFolders) {
    const from = join(repository, "packages", name);
    const to = join(copy, "packages", name);
    await cp(from, to, {
      recursive: true,
      filter: (path) => dirname(path) !== from || !LEFT_OUT.has(basename(path)),
    });
    if (existsSync(join(from, "node_modules"))) await link(join(from, "node_modules"), join(to, "node_modules"));
    await link(to, join(copy, "node_modules", readPackageJson(from).name));
  }
  for (const name of await readdir(join(repository, "node_modules"))) {
    if (name === "@understudy") continue;
    await link(join(repository, "node_modules", name), join(copy, "node_modules", name));
  }
  await compilePackages(copy);
  return packPackages(copy, tarballs);
}

/** Packages unpacked from their tarballs, each with its declared dependencies and no others. */
export interface PackageStore {
  /** Makes `packages` importable from files in `project`. */
  readonly install: (project: string, packages: readonly string[]) => Promise<void>;
}

/**
 * Unpacks the tarballs, each into a `node_modules` of its own, as pnpm does, in which besides it only what its
 * `package.json` declares as dependencies can be found. Those of other makers are links to the repository's, so that
 * nothing is downloaded: an import without a declaration fails here as it would at a stranger's.
 */
export async function unpackStore(folder: string, tarballs: ReadonlyMap<string, string>): Promise<PackageStore> {
  const placeOf = (name: string) => join(folder, name.replace("/", "+"), "node_modules");

  await Promise.all(
    [...tarballs].map(async ([name, tarball]) => {
      const target = join(placeOf(name), name);
      await mkdir(target, { recursive: true });
      await run("tar", ["-xzf", tarball, "-C", target, "--strip-components=1"], folder);
    }),
  );
  for (const name of tarballs.keys()) {
    const { dependencies = {} } = readPackageJson(join(placeOf(name), name));
    for (const [dependency, version] of Object.entries(dependencies)) {
      const found = tarballs.has(dependency)
        ? join(placeOf(dependency), dependency)
        : inRepository(dependency, join("packages", basename(name)));
      const installed = readPackageJson(found).version;
      if (installed !== version) throw new Error(`${name} depends on ${dependency} ${version}; here is ${installed}`);
      await link(found, join(placeOf(name), dependency));
    }
  }
  return {
    async install(project, packages) {
      for (const name of packages) {
        const found = tarballs.has(name) ? join(placeOf(name), name) : inRepository(name, "");
        await link(found, join(project, "node_modules", name));
      }
    },
  };
}

/** Where npm has put a dependency of a package of the workspace. */
function inRepository(dependency: string, workspace: string): string {
  const places = [
    join(repository, workspace, "node_modules", dependency),
    join(repository, "node_modules", dependency),
  ];
  const found = places.find((place) => existsSync(join(place, "package.json")));
  if (found === undefined) throw new Error(`${dependency} is not installed; looked in ${places.join(" and ")}`);
  return found;
}

async function link(target: string, path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await symlink(target, path, "junction");
}
