import process from "node:process";
import type { TestedAdapter } from "./tested-adapter.ts";

/** The adapter whose package is the script's argument. */
export function namedAdapter(): Promise<TestedAdapter> {
  return import(process.argv.at(-1) ?? "");
}
