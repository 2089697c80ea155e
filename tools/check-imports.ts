/**
 * Proves what the plan of the tree promises of its imports, of types too: no circle between files, no import of a
 * package that lies higher, no path from one package into another, and nothing in a published tree that only tests use.
 */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, sep } from "node:path";
import { fileURLToPath } from "node:url";

/** The packages from the lowest to the highest; one may import those before it, and none on its own line. */
const FLOORS: readonly (readonly string[])[] = [
  ["core"],
  ["http-transport", "source-check", "command-line"],
  ["http-server", "conformance"],
  ["adapter-node", "adapter-bun", "adapter-deno", "image-server"],
  ["cli"],
];

/** Circles that are known and still to be opened, each as its files in order of their names. */
const KNOWN_CIRCLES: readonly string[] = [];

/** The files of a tree: text by path from its root, with `/`. */
export type Tree = ReadonlyMap<string, string>;

/** Paths of entries in `package.json` and of workers and commands, which nothing imports. */
export type Entries = ReadonlySet<string>;

/** The specifiers of all that a source text imports or exports again, of types too. */
export function importsOf(source: string): string[] {
  const code = source.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "");
  const found = code.matchAll(/(?:^|[\s;}])(?:from|import)\s*\(?\s*"([^"\n]+)"|new URL\(\s*"(\.{1,2}\/[^"\n]+\.ts)"/g);
  return [...found].map(([, imported, located]) => (imported ?? located)!);
}

/** The groups of files that import each other, directly or by way of others; each in order of the names. */
export function circlesOf(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  // Tarjan's strongly connected components.
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const stack: string[] = [];
  const circles: string[][] = [];
  function visit(file: string): void {
    order.set(file, order.size);
    lowest.set(file, order.get(file)!);
    stack.push(file);
    for (const next of graph.get(file) ?? []) {
      if (!order.has(next)) visit(next);
      if (stack.includes(next)) lowest.set(file, Math.min(lowest.get(file)!, lowest.get(next)!));
    }
    if (lowest.get(file) !== order.get(file)) return;
    const group = stack.splice(stack.indexOf(file));
    if (group.length > 1 || graph.get(file)?.includes(file)) circles.push(group.sort());
  }
  for (const file of graph.keys()) if (!order.has(file)) visit(file);
  return circles;
}

/** What of a tree is against the rules, a line each. */
export function importOffences(tree: Tree, entries: Entries): string[] {
  const graph = graphOf(tree);
  return [
    ...circlesOf(graph)
      .map((circle) => circle.join(" "))
      .filter((circle) => !KNOWN_CIRCLES.includes(circle))
      .map((circle) => `circle: ${circle}`),
    ...KNOWN_CIRCLES.filter((known) => !circlesOf(graph).some((circle) => circle.join(" ") === known)).map(
      (known) => `this circle is gone, so strike it from the list: ${known}`,
    ),
    ...[...tree].flatMap(([file, source]) => (isPublished(file) ? packageOffences(file, source) : [])),
    ...unused(graph, entries),
  ];
}

function graphOf(tree: Tree): Map<string, string[]> {
  const graph = new Map<string, string[]>();
  for (const [file, source] of tree) {
    const paths = importsOf(source).map((specifier) => fileOf(specifier, file, tree));
    graph.set(file, [...new Set(paths.filter((path) => path !== undefined))]);
  }
  return graph;
}

/** The file that a specifier leads to; undefined for packages from npm and built-in modules. */
function fileOf(specifier: string, from: string, tree: Tree): string | undefined {
  if (specifier.startsWith(".")) {
    const path = join(dirname(from), specifier).split(sep).join("/");
    return tree.has(path) ? path : undefined;
  }
  const [, name, entry] = /^@understudy\/([^/]+)(?:\/(.+))?$/.exec(specifier) ?? [];
  if (name === undefined) return undefined;
  const path =
    name === "test-sources" ? `tools/test-sources/${entry}.ts` : `packages/${name}/src/${entry ?? "index"}.ts`;
  return tree.has(path) ? path : undefined;
}

function packageOf(path: string): string | undefined {
  return /^packages\/([^/]+)\//.exec(path)?.[1];
}

/** Whether a file goes to npm. */
function isPublished(path: string): boolean {
  return /^packages\/[^/]+\/src\//.test(path) && !isTest(path);
}

function isTest(path: string): boolean {
  return path.endsWith(".test.ts");
}

function packageOffences(file: string, source: string): string[] {
  const own = packageOf(file)!;
  return importsOf(source).flatMap((specifier) => {
    if (specifier.startsWith(".")) {
      const path = join(dirname(file), specifier).split(sep).join("/");
      return path.startsWith(`packages/${own}/src/`) || !path.endsWith(".ts") ? [] : [`${file} imports ${specifier}`];
    }
    const name = /^@understudy\/([^/]+)/.exec(specifier)?.[1];
    if (name === undefined || name === own) return [];
    return floorOf(name) < floorOf(own) ? [] : [`${file} imports ${specifier}, which does not lie lower`];
  });
}

function floorOf(name: string): number {
  const floor = FLOORS.findIndex((names) => names.includes(name));
  // What is not listed lies above all.
  return floor === -1 ? FLOORS.length : floor;
}

/** Published files that no entry leads to: tests alone use them, or nothing. */
function unused(graph: ReadonlyMap<string, readonly string[]>, entries: Entries): string[] {
  const used = new Set<string>();
  const open = [...entries];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (used.has(file)) continue;
    used.add(file);
    open.push(...(graph.get(file) ?? []));
  }
  return [...graph.keys()]
    .filter((file) => isPublished(file) && !used.has(file))
    .map((file) => `${file} is published, and nothing but tests uses it`);
}

/** Reads the tree of the repository. */
export function readTree(root: string, folders: readonly string[]): Map<string, string> {
  const tree = new Map<string, string>();
  for (const folder of folders) {
    for (const name of readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })) {
      const path = `${folder}/${name.split(sep).join("/")}`;
      if (/(^|\/)(node_modules|dist|results|data)\//.test(path) || !/(?<!\.d)\.ts$/.test(path)) continue;
      if (statSync(join(root, path)).isFile()) tree.set(path, readFileSync(join(root, path), "utf8"));
    }
  }
  return tree;
}

/** The files of the packages that `package.json` leads to: exports, commands and conditional imports. */
export function readEntries(root: string): Set<string> {
  const entries = new Set<string>();
  for (const name of readdirSync(join(root, "packages"))) {
    const file = join(root, "packages", name, "package.json");
    if (!existsSync(file)) continue;
    const { exports, imports, bin } = JSON.parse(readFileSync(file, "utf8"));
    const text = JSON.stringify([exports, imports, bin]);
    for (const [, path] of text.matchAll(/"\.\/(?:src|dist)\/([^"]+?)(?:\.d)?\.(?:ts|js)"/g)) {
      entries.add(`packages/${name}/src/${path}.ts`);
    }
  }
  return entries;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = fileURLToPath(new URL("..", import.meta.url));
  const tree = readTree(root, ["packages", "apps", "bench", "tools"]);
  const offences = importOffences(tree, readEntries(root));
  for (const offence of offences) console.error(offence);
  if (offences.length === 0) console.log(`imports go down and in no circle (${tree.size} files)`);
  process.exitCode = offences.length === 0 ? 0 : 1;
}
