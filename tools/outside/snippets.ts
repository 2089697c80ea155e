/** A server that a README or another page shows, and what a user who tries it has installed. */
export interface ServerSnippet {
  readonly title: string;
  /** Where it stands in the repository. */
  readonly page: string;
  /** Its file that is started. */
  readonly entry: string;
  readonly runtime: "node" | "bun" | "deno";
  readonly install: readonly string[];
  /** Paths: of a good source, of a broken one, and of one that is not for the secondary. */
  readonly good: string;
  readonly broken: string;
  readonly local?: string;
  /** Whether SIGTERM ends it in an orderly way. */
  readonly stops?: true;
}

const CORE = "@understudy/core";
const NODE = "@understudy/adapter-node";
const BUN = "@understudy/adapter-bun";
const DENO = "@understudy/adapter-deno";

const HTTP = "@understudy/http-transport";
const CHECK = "@understudy/source-check";

const shoes = { good: "/red-shoe", broken: "/blue-shoe", local: "/no-shoe" };
const framework = { ...shoes, page: "docs/frameworks.md" };
const adapter = { entry: "server.ts", good: "/whole", broken: "/broken", stops: true } as const;
const hono = { ...framework, install: [CORE, CHECK, HTTP, "hono"] };

/** Servers that READMEs and other pages show. */
export const SERVER_SNIPPETS: readonly ServerSnippet[] = [
  {
    title: "a Node server",
    ...shoes,
    page: "README.md",
    entry: "server.ts",
    runtime: "node",
    install: [CORE, CHECK, NODE],
  },
  { title: "the adapter", ...framework, entry: "node.ts", runtime: "node", install: [CORE, CHECK, NODE] },
  {
    title: "Express",
    ...framework,
    entry: "express.ts",
    runtime: "node",
    install: [CORE, CHECK, NODE, "express", "@types/express", "sharp"],
  },
  { title: "Fastify", ...framework, entry: "fastify.ts", runtime: "node", install: [CORE, CHECK, NODE, "fastify"] },
  { title: "Bun.serve", ...framework, entry: "bun-serve.ts", runtime: "bun", install: [CORE, CHECK, BUN] },
  { title: "Bun's routes", ...framework, entry: "bun-routes.ts", runtime: "bun", install: [CORE, CHECK, HTTP] },
  { title: "Deno.serve", ...framework, entry: "deno-serve.ts", runtime: "deno", install: [CORE, CHECK, DENO] },
  {
    ...hono,
    title: "Hono on Node",
    entry: "hono-node.ts",
    runtime: "node",
    install: [...hono.install, "@hono/node-server"],
  },
  { ...hono, title: "Hono on Bun", entry: "hono-bun.ts", runtime: "bun" },
  { ...hono, title: "Hono on Deno", entry: "hono-deno.ts", runtime: "deno" },
  {
    title: "adapter-node",
    ...adapter,
    page: "packages/adapter-node/README.md",
    runtime: "node",
    install: [CORE, NODE],
  },
  { title: "adapter-bun", ...adapter, page: "packages/adapter-bun/README.md", runtime: "bun", install: [CORE, BUN] },
  {
    title: "adapter-deno",
    ...adapter,
    page: "packages/adapter-deno/README.md",
    runtime: "deno",
    install: [CORE, DENO],
  },
  {
    title: "the image server, in JavaScript",
    page: "packages/image-server/README.md",
    entry: "server.js",
    runtime: "node",
    install: [NODE, "@understudy/image-server"],
    good: "/is/image/pixels.jpg?wid=10&fmt=png",
    broken: "/is/static/gone.css",
    local: "/is/image/gone.jpg",
  },
];

/** Files of READMEs that are no servers: they type-check, and can be loaded where `runs` says so. */
export const MODULE_SNIPPETS: readonly { page: string; entry: string; install: readonly string[]; runs: boolean }[] = [
  { page: "packages/core/README.md", entry: "handler.ts", install: [CORE], runs: true },
  {
    page: "packages/http-transport/README.md",
    entry: "handler.ts",
    install: [CORE, "@understudy/http-transport"],
    runs: true,
  },
  { page: "packages/source-check/README.md", entry: "judge.ts", install: [CORE, CHECK], runs: true },
  { page: "packages/source-check/README.md", entry: "worker.ts", install: [CORE, CHECK], runs: true },
  {
    page: "packages/cli/README.md",
    entry: "main.ts",
    install: [NODE, "@understudy/cli"],
    runs: false,
  },
  {
    page: "packages/conformance/README.md",
    entry: "conformance.ts",
    install: ["@understudy/conformance"],
    runs: false,
  },
];
