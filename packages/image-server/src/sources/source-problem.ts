import { sourceFailureOf } from "@understudy/source-check";
import type { SourceProblem } from "./source-file.ts";

/**
 * What a failed file operation means for the source (X01): it is not there, the server has run out of handles or
 * memory, or else it is there and cannot be read (EACCES, EPERM, EIO, ESTALE, ELOOP, EISDIR and what is not known).
 */
export function sourceProblem(error: unknown): SourceProblem {
  switch (sourceFailureOf(error)) {
    case "missing":
      return { kind: "missing" };
    case "overloaded":
      return { kind: "exhausted", cause: error };
    default:
      return { kind: "unreadable", cause: error };
  }
}

/** Whether a result of a source store is a problem and no source. */
export function isSourceProblem(result: object): result is SourceProblem {
  return "kind" in result;
}
