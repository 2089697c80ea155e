/** Proves that core is runtime-free: no file of it imports a `node:` (or Bun, Deno, npm-only) module. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ALLOWED_PACKAGES = new Set(["@hattip/core", "leven", "lru-cache", "structured-headers"]);
const RUNTIME_GLOBALS = /\b(?:process|Buffer|Bun|Deno|__dirname|require)\s*[.([]/;

/** The offences of one source text: a line each, empty when it is runtime-free. */
export function runtimeUses(source: string): string[] {
  const offences: string[] = [];
  for (const [, specifier] of source.matchAll(/(?:from|import)\s*\(?\s*["']([^"']+)["']/g)) {
    const isRelative = specifier!.startsWith("./") || specifier!.startsWith("../");
    if (!isRelative && !ALLOWED_PACKAGES.has(specifier!)) offences.push(`imports ${specifier}`);
  }
  const code = source.replace(/\/\*[\s\S]*?\*\/|\/\/.*|`(?:[^`\\]|\\.)*`|"(?:[^"\\\n]|\\.)*"/g, "");
  const global = RUNTIME_GLOBALS.exec(code);
  if (global) offences.push(`uses ${global[0]}`);
  return offences;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = fileURLToPath(new URL("../packages/core/src", import.meta.url));
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(
    (name) => name.endsWith(".ts") && !name.endsWith(".test.ts"),
  );
  const offences = files.flatMap((name) =>
    runtimeUses(readFileSync(join(folder, name), "utf8")).map((offence) => `packages/core/src/${name} ${offence}`),
  );
  for (const offence of offences) console.error(offence);
  if (offences.length === 0) console.log(`core is runtime-free (${files.length} files)`);
  process.exitCode = offences.length === 0 ? 0 : 1;
}
