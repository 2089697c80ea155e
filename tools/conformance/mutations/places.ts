import type { Patch } from "./mutation.ts";

/** Where it is decided what becomes of a failure. */
export const FORWARDER = "packages/core/src/forwarder.ts";

/** A patch in one line. */
export function change(file: string, find: string, replace: string): Patch {
  return { file, find, replace };
}

/** The row of the verdict table for a code, turned into its opposite. */
export function row(code: string, to: "redirect" | "local"): Patch {
  const name = code.includes("-") ? `"${code}"` : code;
  const from = to === "redirect" ? "local" : "redirect";
  return { file: "packages/core/src/verdict.ts", find: `${name}: ["${from}"`, replace: `${name}: ["${to}"` };
}
