/** A runtime that has an adapter. */
export type RuntimeName = "node" | "bun" | "deno";

/** The runtime that runs this code. Bun and Deno bring a `process` of Node's along, so they are looked for first. */
export function ownRuntime(globals: object = globalThis): RuntimeName {
  if ("Bun" in globals) return "bun";
  return "Deno" in globals ? "deno" : "node";
}
