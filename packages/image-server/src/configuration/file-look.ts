import { stat } from "node:fs/promises";

/** How a file looked at one moment. */
export interface FileLook {
  /** Existence, size, times and inode, so that an atomic replace shows as well as a write in place. */
  readonly identity: string;
  /** Milliseconds since 1970; undefined = the file cannot be looked at. */
  readonly modifiedAtMs: number | undefined;
}

/** Looks at a file without reading it. Never rejects. */
export function lookAtFile(path: string): Promise<FileLook> {
  return stat(path).then(
    ({ size, mtimeMs, ctimeMs, ino }) => ({ identity: `${size} ${mtimeMs} ${ctimeMs} ${ino}`, modifiedAtMs: mtimeMs }),
    (error: { code?: unknown }) => ({ identity: `! ${error.code}`, modifiedAtMs: undefined }),
  );
}
