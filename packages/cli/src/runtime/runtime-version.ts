interface RuntimeGlobals {
  readonly Bun?: { readonly version: string };
  readonly Deno?: { readonly version: { readonly deno: string } };
  readonly process?: { readonly versions?: { readonly node?: string } };
}

/**
 * The runtime that runs this code, `node 20.20.2`, `bun 1.4.5` or `deno 2.9.6`, by its own globals. Bun and Deno bring
 * a `process` of Node's along, so they are looked for first.
 */
export function runtimeVersion(globals: object = globalThis): string {
  const { Bun, Deno, process } = globals as RuntimeGlobals;
  if (Bun) return `bun ${Bun.version}`;
  if (Deno) return `deno ${Deno.version.deno}`;
  return `node ${process?.versions?.node ?? "unknown"}`;
}
