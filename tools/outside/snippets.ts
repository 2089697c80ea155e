/** A server that a README shows, and what somebody who tries it has installed. */
export interface ServerSnippet {
  readonly title: string;
  /** The README's folder in the repository. */
  readonly readme: string;
  /** Its file that is started. */
  readonly entry: string;
  readonly runtime: "node" | "bun" | "deno";
  /** Runs the entry with `deno serve`. */
  readonly denoServe?: true;
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

const shoes = { readme: ".", good: "/red-shoe", broken: "/blue-shoe", local: "/no-shoe" };
const adapter = { entry: "server.ts", good: "/whole", broken: "/broken", stops: true } as const;
const hono = { ...shoes, entry: "hono.ts", install: [CORE, CHECK, HTTP, "hono"] };

/** Servers that READMEs show. */
export const SERVER_SNIPPETS: readonly ServerSnippet[] = [
  { title: "a Node server", ...shoes, entry: "server.ts", runtime: "node", install: [CORE, CHECK, HTTP, NODE] },
  {
    title: "Express",
    ...shoes,
    entry: "express.ts",
    runtime: "node",
    install: [CORE, CHECK, NODE, "express", "@types/express"],
  },
  { title: "Fastify", ...shoes, entry: "fastify.ts", runtime: "node", install: [CORE, CHECK, NODE, "fastify"] },
  { title: "Bun.serve", ...shoes, entry: "bun-serve.ts", runtime: "bun", install: [CORE, CHECK, HTTP, BUN] },
  { title: "Deno.serve", ...shoes, entry: "deno-serve.ts", runtime: "deno", install: [CORE, CHECK, HTTP, DENO] },
  {
    ...hono,
    title: "Hono on Node",
    entry: "hono-node.ts",
    runtime: "node",
    install: [...hono.install, "@hono/node-server"],
  },
  { ...hono, title: "Hono on Bun", runtime: "bun" },
  { ...hono, title: "Hono on Deno", runtime: "deno", denoServe: true },
  { title: "adapter-node", ...adapter, readme: "packages/adapter-node", runtime: "node", install: [CORE, NODE] },
  { title: "adapter-bun", ...adapter, readme: "packages/adapter-bun", runtime: "bun", install: [CORE, BUN] },
  { title: "adapter-deno", ...adapter, readme: "packages/adapter-deno", runtime: "deno", install: [CORE, DENO] },
  {
    title: "the image server, in JavaScript",
    readme: "packages/image-server",
    entry: "server.js",
    runtime: "node",
    install: [NODE, "@understudy/image-server"],
    good: "/is/image/pixels.jpg?wid=10&fmt=png",
    broken: "/is/static/gone.css",
    local: "/is/image/gone.jpg",
  },
];

/** Files of READMEs that are no servers: they type-check, and can be loaded where `runs` says so. */
export const MODULE_SNIPPETS: readonly { readme: string; entry: string; install: readonly string[]; runs: boolean }[] =
  [
    { readme: "packages/core", entry: "handler.ts", install: [CORE], runs: true },
    {
      readme: "packages/http-transport",
      entry: "handler.ts",
      install: [CORE, "@understudy/http-transport"],
      runs: true,
    },
    { readme: "packages/source-check", entry: "judge.ts", install: [CORE, CHECK], runs: true },
    { readme: "packages/source-check", entry: "worker.ts", install: [CORE, CHECK], runs: true },
    {
      readme: "packages/cli",
      entry: "main.ts",
      install: [NODE, "@understudy/cli"],
      runs: false,
    },
    { readme: "packages/conformance", entry: "conformance.ts", install: ["@understudy/conformance"], runs: false },
  ];
