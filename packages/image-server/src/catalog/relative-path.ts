import { posix, win32 } from "node:path";

/**
 * A path of a catalog file as this server uses it: relative, with `/`, without `.` segments and doubled slashes.
 * Catalogs written on Windows separate with a backslash; that is turned into a slash.
 *
 * @returns undefined for a path that is absolute, leaves its root by `..` or holds NUL
 */
export function relativePath(value: string): string | undefined {
  const path = value.replaceAll("\\", "/");
  if (path.includes("\0") || posix.isAbsolute(path) || win32.isAbsolute(path) || /^[a-z]:/i.test(path))
    return undefined;
  if (path.split("/").includes("..")) return undefined;
  const normal = posix.normalize(path);
  return normal === "." ? "" : normal;
}
