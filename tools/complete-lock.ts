/**
 * Completes package-lock.json: a registry that does not serve the optional packages of every platform leaves them out of
 * the lock, and `npm ci` then refuses the lock everywhere ("Missing: … from lock file"). This adds an entry for each
 * optional dependency that has an exact version and is not there, with the platform that its name tells, so that npm
 * knows it and skips it where it does not fit. Run after every `npm install`.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

interface LockedPackage {
  version?: string;
  dev?: boolean;
  optional?: boolean;
  os?: string[];
  cpu?: string[];
  libc?: string[];
  optionalDependencies?: Record<string, string>;
}

interface Lock {
  packages: Record<string, LockedPackage>;
}

const SYSTEMS = ["aix", "android", "darwin", "freebsd", "linux", "netbsd", "openbsd", "openharmony", "sunos", "win32"];
const PROCESSORS = ["arm", "arm64", "ia32", "loong64", "mips64el", "ppc64", "riscv64", "s390x", "wasm32", "x64"];

/** The platform that a package's name tells: `@biomejs/cli-linux-x64-musl`. */
export function platformOf(name: string): Pick<LockedPackage, "os" | "cpu" | "libc"> {
  const words = name
    .replace("windows", "win32")
    .replace("aarch64", "arm64")
    .replace("linuxmusl", "linux-musl")
    .split(/[-/]/);
  const os = words.find((word) => SYSTEMS.includes(word));
  const cpu = words.find((word) => PROCESSORS.includes(word));
  const libc = words.includes("musl") ? "musl" : undefined;
  return { ...(os && { os: [os] }), ...(cpu && { cpu: [cpu] }), ...(libc && { libc: [libc] }) };
}

/** Adds what is missing to a lock, in place. @returns the paths that were added */
export function completeLock({ packages }: Lock): string[] {
  const added: string[] = [];
  for (const [path, entry] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      if (isLocked(packages, path, name) || !/^\d/.test(version)) continue;
      const platform = platformOf(name);
      if (platform.os === undefined && platform.cpu === undefined) continue;
      const target = `node_modules/${name}`;
      const place = packages[target] === undefined ? target : `${path}/node_modules/${name}`;
      packages[place] = { version, ...(entry.dev && { dev: true }), optional: true, ...platform };
      added.push(place);
    }
  }
  return added;
}

/** Whether Node's look-up from a package finds a name: in its own node_modules, or in those further up. */
function isLocked(packages: Lock["packages"], from: string, name: string): boolean {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf("/")))) {
    if (packages[`${at === "" ? "" : `${at}/`}node_modules/${name}`] !== undefined) return true;
    if (at === "") return false;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const file = fileURLToPath(new URL("../package-lock.json", import.meta.url));
  const lock = JSON.parse(readFileSync(file, "utf8")) as Lock;
  const added = completeLock(lock);
  lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
  console.log(added.length === 0 ? "the lock is complete" : `added to the lock:\n${added.join("\n")}`);
}
