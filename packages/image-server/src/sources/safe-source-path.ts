import { posix, win32 } from "node:path";

/** Escapes that can spell a dot, a separator or NUL, over-long UTF-8 forms included (CVE-2000-0884 and its kin). */
const ESCAPES: readonly (readonly [RegExp, string])[] = [
  [/%25/gi, "%"],
  [/%2e|%c0%ae|%e0%80%ae/gi, "."],
  [/%2f|%c0%af|%e0%80%af/gi, "/"],
  [/%5c|%c1%9c/gi, "\\"],
  [/%00|%c0%80/gi, "\0"],
];

/** A path is encoded more often than this only to get past a check, or to keep one busy. */
const MOST_ENCODINGS = 8;

/**
 * Whether a relative path stays below the folder that it is joined to, however often it was percent-encoded: no NUL, no
 * backslash, no `..` segment, not absolute on any system. What is judged is every decoding of the path; what is opened
 * is the path as it was given, so that a file whose name really holds `%20` is found.
 */
export function isSafeSourcePath(path: string): boolean {
  let decoded = path;
  for (let encodings = 0; encodings < MOST_ENCODINGS; encodings++) {
    if (/[\0\\]/.test(decoded) || posix.isAbsolute(decoded) || win32.isAbsolute(decoded)) return false;
    if (decoded.split("/").includes("..")) return false;
    const before = decoded;
    for (const [spelling, character] of ESCAPES) decoded = decoded.replace(spelling, character);
    if (decoded === before) return true;
  }
  return false;
}
