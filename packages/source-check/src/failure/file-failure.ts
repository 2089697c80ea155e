import type { SourceFailure } from "./source-failure.ts";

/** By the code of the operating system, which Node, Bun and Deno give as `code`. */
const BY_CODE: Readonly<Record<string, SourceFailure>> = {
  ENOENT: "missing",
  ENOTDIR: "missing",
  // No file can have such a name.
  ENAMETOOLONG: "missing",
  EACCES: "unreadable",
  EPERM: "unreadable",
  EISDIR: "unreadable",
  EIO: "unreadable",
  ELOOP: "unreadable",
  ESTALE: "unreadable",
  EBADF: "unreadable",
  EBADMSG: "unreadable",
  EBUSY: "unreadable",
  EFBIG: "unreadable",
  EHOSTDOWN: "unreadable",
  EILSEQ: "unreadable",
  EINVAL: "unreadable",
  ENODEV: "unreadable",
  ENOTCONN: "unreadable",
  ENXIO: "unreadable",
  EOVERFLOW: "unreadable",
  EREMOTEIO: "unreadable",
  ESHUTDOWN: "unreadable",
  ETIMEDOUT: "unreadable",
  ETXTBSY: "unreadable",
  EUCLEAN: "unreadable",
  UNKNOWN: "unreadable",
  ERR_FS_FILE_TOO_LARGE: "unreadable",
  ERR_FS_EISDIR: "unreadable",
  EMFILE: "overloaded",
  ENFILE: "overloaded",
  ENOMEM: "overloaded",
  ENOBUFS: "overloaded",
  EAGAIN: "overloaded",
};

/** Deno's errors that have no code of the operating system; docs.deno.com, "Deno.errors". */
const BY_DENO_NAME: Readonly<Record<string, SourceFailure>> = {
  NotFound: "missing",
  NotADirectory: "missing",
  PermissionDenied: "unreadable",
  NotCapable: "unreadable",
  IsADirectory: "unreadable",
  FilesystemLoop: "unreadable",
  Busy: "unreadable",
};

/** Codes that the network has too: about a file only where the error names the operation on it. */
const ALSO_OF_SOCKETS = new Set([
  "ETIMEDOUT",
  "EINVAL",
  "ENOTCONN",
  "ESHUTDOWN",
  "EHOSTDOWN",
  "EBADF",
  "UNKNOWN",
  "EAGAIN",
]);
const FILE_OPERATION = /^(?:f?stat|lstat|open|opendir|scandir|read|readlink|realpath|access|copyfile|lseek|mmap)$/;

/**
 * What the error of a file operation means: by `code` on Node and Bun, by `code` or its class on Deno.
 *
 * @returns undefined for an error that is not one of a file
 */
export function fileFailure(error: unknown): SourceFailure | undefined {
  if (typeof error !== "object" || error === null) return undefined;
  const { code, name, syscall } = error as { code?: unknown; name?: unknown; syscall?: unknown };
  if (typeof code === "string" && Object.hasOwn(BY_CODE, code)) {
    if (ALSO_OF_SOCKETS.has(code) && !FILE_OPERATION.test(String(syscall))) return undefined;
    return BY_CODE[code];
  }
  if (typeof name === "string" && Object.hasOwn(BY_DENO_NAME, name)) return BY_DENO_NAME[name];
  return isOutOfMemory(error) ? "overloaded" : undefined;
}

/** What V8 and JavaScriptCore throw where no buffer of a size can be had. */
function isOutOfMemory(error: object): boolean {
  return error instanceof RangeError && /array buffer allocation failed|out of memory/i.test(error.message);
}
