import { posix, win32 } from "node:path";

/**
 * Nothing to change and nothing to refuse: plain segments with single slashes, no drive. Most paths, so that they are
 * cheap.
 */
const PLAIN = /^(?![a-z]:)[^./\\\0][^/\\\0]*(?:\/[^./\\\0][^/\\\0]*)*$/i;

/**
 * A path of a catalog file as this server uses it: relative, with `/`, without `.` segments and doubled slashes.
 * Catalogs written on Windows separate with a backslash; that is turned into a slash.
 *
 * @returns undefined for a path that is absolute, leaves its root by `..` or holds NUL
 */
export function relativePath(value: string): string | undefined {
  if (PLAIN.test(value)) return value;
  const path = value.replaceAll("\\", "/");
  if (path.includes("\0") || posix.isAbsolute(path) || win32.isAbsolute(path) || /^[a-z]:/i.test(path))
    return undefined;
  if (path.split("/").includes("..")) return undefined;
  const normal = posix.normalize(path);
  return normal === "." ? "" : normal;
}

/** Joins two relative paths with a slash; either may be empty. */
export function joinPaths(folder: string, path: string): string {
  return [folder, path]
    .map((part) => part.replace(/^\/+|\/+$/g, ""))
    .filter((part) => part !== "")
    .join("/");
}
