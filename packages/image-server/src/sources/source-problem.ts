import type { SourceProblem } from "./source-file.ts";

const MISSING = new Set(["ENOENT", "ENOTDIR", "ENAMETOOLONG"]);
const EXHAUSTED = new Set(["EMFILE", "ENFILE", "ENOMEM"]);

/**
 * What a failed file operation means for the source (X01): it is not there, the server has run out of handles or
 * memory, or else it is there and cannot be read (EACCES, EPERM, EIO, ESTALE, ELOOP, EISDIR and whatever is not known).
 */
export function sourceProblem(error: unknown): SourceProblem {
  const code = String((error as { code?: unknown } | null | undefined)?.code);
  if (MISSING.has(code)) return { kind: "missing" };
  if (EXHAUSTED.has(code)) return { kind: "exhausted", cause: error };
  return { kind: "unreadable", cause: error };
}

/** Whether a result of a source store is a problem and no source. */
export function isSourceProblem(result: object): result is SourceProblem {
  return "kind" in result;
}
