import { constants } from "node:fs";
import { access, open, realpath, stat } from "node:fs/promises";

/** What of a file's status the store looks at. */
export interface DiskStatus {
  readonly size: number;
  readonly mtimeMs: number;
  readonly ino: number;
  isFile(): boolean;
}

/** An open file. */
export interface DiskHandle {
  stat(): Promise<DiskStatus>;
  read(buffer: Uint8Array, offset: number, length: number, position: number): Promise<{ readonly bytesRead: number }>;
  close(): Promise<void>;
}

/** The file operations that the store needs; errors carry a `code` such as `ENOENT`. */
export interface DiskFunctions {
  /** Absolute path without symbolic links. */
  realpath(path: string): Promise<string>;
  /** Follows symbolic links. */
  stat(path: string): Promise<DiskStatus>;
  /** Fails if a folder cannot be searched. */
  searchable(folder: string): Promise<unknown>;
  /** Opens for reading; must neither follow a symbolic link in the last segment nor wait for a writer of a FIFO. */
  open(path: string): Promise<DiskHandle>;
}

// Windows has neither flag; there they are undefined, and nothing to add.
const READ_FLAGS = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0);

/** The file system of `node:fs`. */
export const nodeDisk: DiskFunctions = {
  realpath: (path) => realpath(path),
  stat: (path) => stat(path),
  searchable: (folder) => access(folder, constants.X_OK),
  open: (path) => open(path, READ_FLAGS),
};
