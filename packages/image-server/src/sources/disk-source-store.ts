import { join, relative, sep } from "node:path";
import { checkOptionNames, type OptionNames, wholeNumber } from "@understudy/core/adapter";
import { type DiskFunctions, type DiskHandle, type DiskStatus, nodeDisk } from "./disk-functions.ts";
import { streamRange } from "./file-stream.ts";
import { isSafeSourcePath } from "./safe-source-path.ts";
import type { LocatedSource, SourceIdentity, SourceProblem, SourceStore } from "./source-file.ts";
import { isSourceProblem, sourceProblem } from "./source-problem.ts";

/** What a disk source store may be given. */
export interface DiskSourceStoreOptions {
  /** Largest file that `read` takes into memory, in bytes; a larger one is unreadable. @default 536870912 (512 MiB) */
  readMaxBytes?: number;
  /** File operations that replace those of `node:fs`. */
  disk?: Partial<DiskFunctions>;
}

const OPTION_NAMES: OptionNames<DiskSourceStoreOptions> = { readMaxBytes: true, disk: true };
const READ_MAX_BYTES = 512 * 1024 * 1024;

/** How often a file is read anew that is written to while it is read. */
const READ_ATTEMPTS = 3;

/**
 * A source store on the local disk: regular files only, and only below their root, also behind symbolic links.
 *
 * `locate` tries the roots in order and the first root that has the path decides, even when the file cannot be read
 * there: an older copy in a later root must not replace it unnoticed. A root that as a whole is missing or unreadable
 * (a volume that is gone) has nothing: the later roots are tried, because roots spread the files over volumes and those
 * of the others must still be served. If no other root has the path, it is missing when the root was missing, with that
 * root as `lostRoot`, and unreadable when the root was.
 *
 * `read` and `stream` open the very file that was located. If it has been replaced or changed since, `stream` answers
 * with an unreadable problem (a response head made of the old size must not be sent); `read` returns the new content
 * and identity.
 *
 * A range that is not within the located size is a mistake of the caller: `stream` rejects with a `RangeError`.
 *
 * @throws {OptionError} for a name that is not known, and a `readMaxBytes` that is not a whole number from 1
 */
export function createDiskSourceStore(options: DiskSourceStoreOptions = {}): SourceStore {
  checkOptionNames(options, OPTION_NAMES);
  const readMaxBytes = wholeNumber("readMaxBytes", options.readMaxBytes, { byDefault: READ_MAX_BYTES, min: 1 });
  const disk: DiskFunctions = { ...nodeDisk, ...options.disk };

  async function locateIn(root: string, path: string): Promise<LocatedSource | RootProblem | SourceProblem> {
    let realRoot: string;
    try {
      realRoot = await disk.realpath(root);
    } catch (error) {
      return rootProblem(error);
    }
    try {
      const realPath = await disk.realpath(join(realRoot, path));
      if (!isBelow(realRoot, realPath)) return { kind: "refused" };
      const status = await disk.stat(realPath);
      return status.isFile() ? { name: path, path: realPath, identity: identityOf(status) } : notRegular(path);
    } catch (error) {
      const problem = sourceProblem(error);
      if (problem.kind !== "unreadable") return problem;
      const blocked = await disk.searchable(realRoot).then(
        () => undefined,
        (rootError: unknown) => rootProblem(rootError),
      );
      return blocked ?? problem;
    }
  }

  return {
    async locate(roots, relativePath) {
      if (!isSafeSourcePath(relativePath)) return { kind: "refused" };
      let problem: SourceProblem = { kind: "missing" };
      // The root itself is a folder and no source.
      if (relativePath === "") return problem;
      for (const root of roots) {
        const found = await locateIn(root, relativePath);
        if ("ofRoot" in found) {
          if (found.ofRoot.kind === "exhausted") return found.ofRoot;
          if (found.ofRoot.kind !== "missing") problem = found.ofRoot;
          else if (problem.kind === "missing") problem = { kind: "missing", lostRoot: problem.lostRoot ?? root };
        } else if (!isSourceProblem(found) || found.kind !== "missing") {
          return found;
        }
      }
      return problem;
    },

    async read(located) {
      for (let attempt = 1; ; attempt++) {
        const file = await withFile(disk, located, async (handle, status) => {
          if (status.size > readMaxBytes) {
            throw new Error(`${located.name} has ${status.size} bytes; allowed are at most ${readMaxBytes}`);
          }
          const bytes = await readWhole(handle, status.size);
          const identity = identityOf(status);
          const settled = isSame(identity, identityOf(await handle.stat())) && bytes !== undefined;
          return settled ? { name: located.name, path: located.path, bytes, identity } : undefined;
        });
        if (file !== undefined) return file;
        if (attempt === READ_ATTEMPTS) {
          return { kind: "unreadable", cause: new Error(`${located.name} is being written to all the time`) };
        }
      }
    },

    async stream(located, range) {
      const last = located.identity.sizeBytes - 1;
      if (range && !isWithin(range, last)) {
        throw new RangeError(`range is ${range.start}-${range.end}; allowed is a range within 0-${last}`);
      }
      const { start, end } = range ?? { start: 0, end: last };
      return withFile(
        disk,
        located,
        async (handle, status) => {
          if (!isSame(located.identity, identityOf(status))) throw new Error(`${located.name} has changed meanwhile`);
          return streamRange(handle, located.name, start, end);
        },
        "left open for the stream",
      );
    },
  };
}

function isWithin({ start, end }: { start: number; end: number }, last: number): boolean {
  return Number.isSafeInteger(start) && Number.isSafeInteger(end) && start >= 0 && start <= end && end <= last;
}

interface RootProblem {
  readonly ofRoot: SourceProblem;
}

function rootProblem(error: unknown): RootProblem {
  return { ofRoot: sourceProblem(error) };
}

/** Opens a located file, checks that it is still a regular one, and closes it but for a result that goes on reading. */
async function withFile<Result>(
  disk: DiskFunctions,
  located: LocatedSource,
  use: (handle: DiskHandle, status: DiskStatus) => Promise<Result>,
  onSuccess?: "left open for the stream",
): Promise<Result | SourceProblem> {
  let handle: DiskHandle | undefined;
  let keepOpen = false;
  try {
    handle = await disk.open(located.path);
    const status = await handle.stat();
    if (!status.isFile()) return notRegular(located.name);
    const result = await use(handle, status);
    keepOpen = onSuccess !== undefined;
    return result;
  } catch (error) {
    return sourceProblem(error);
  } finally {
    if (!keepOpen) await handle?.close().catch(() => {});
  }
}

/** Undefined if the file turned out shorter. */
async function readWhole(handle: DiskHandle, size: number): Promise<Uint8Array | undefined> {
  const bytes = allocate(size);
  for (let filled = 0; filled < size; ) {
    const { bytesRead } = await handle.read(bytes, filled, size - filled, filled);
    if (bytesRead === 0) return undefined;
    filled += bytesRead;
  }
  return bytes;
}

function allocate(size: number): Uint8Array {
  try {
    return new Uint8Array(size);
  } catch (cause) {
    throw Object.assign(new Error(`no memory for ${size} bytes`, { cause }), { code: "ENOMEM" });
  }
}

function isBelow(realRoot: string, realPath: string): boolean {
  const way = relative(realRoot, realPath);
  return way !== ".." && !way.startsWith(`..${sep}`);
}

function notRegular(name: string): SourceProblem {
  return { kind: "unreadable", cause: new Error(`${name} is not a regular file`) };
}

function identityOf(status: DiskStatus): SourceIdentity {
  return { sizeBytes: status.size, modifiedAtMs: status.mtimeMs, inode: status.ino };
}

function isSame(one: SourceIdentity, other: SourceIdentity): boolean {
  return one.sizeBytes === other.sizeBytes && one.modifiedAtMs === other.modifiedAtMs && one.inode === other.inode;
}
