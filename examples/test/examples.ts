/** An example, and how it is started. */
export interface Example {
  readonly title: string;
  readonly runtime: "node" | "bun" | "deno";
  /** In `examples/`. */
  readonly file: string;
  /** Whether it sends a picture that it has made, and not the file's own bytes. */
  readonly renders?: true;
  /** Whether what is not redirected is left to the framework's own log. */
  readonly logsItself?: true;
  /** Checks that its framework or runtime cannot keep, with the reason. They are expected to fail. */
  readonly gaps?: Readonly<Record<string, string>>;
  /** Of its own, for tsx. */
  readonly tsconfig?: string;
}

const NO_LENGTH = "a good image has its length";

/** Every example, each run in its runtime against the same checks. */
export const EXAMPLES: readonly Example[] = [
  { title: "the adapter of Node.js", runtime: "node", file: "node.ts" },
  { title: "Express 5 and sharp", runtime: "node", file: "express.ts", renders: true },
  { title: "Fastify", runtime: "node", file: "fastify.ts", logsItself: true },
  { title: "Koa", runtime: "node", file: "koa.ts" },
  { title: "Nest", runtime: "node", file: "nest.ts", tsconfig: "tsconfig.nest.json" },
  {
    title: "Next",
    runtime: "node",
    file: "test/next-server.ts",
    gaps: {
      [NO_LENGTH]: "Next takes Content-Length away from what a route returns",
      "the secondary's answer has its length": "Next takes Content-Length away from what a route returns",
    },
  },
  { title: "h3", runtime: "node", file: "h3.ts", logsItself: true },
  { title: "srvx", runtime: "node", file: "srvx.ts" },
  { title: "ipx", runtime: "node", file: "ipx.ts", renders: true },
  { title: "Hono on Node.js", runtime: "node", file: "hono-node.ts", logsItself: true },
  { title: "Hono on Bun", runtime: "bun", file: "hono-bun.ts", logsItself: true },
  { title: "Hono on Deno", runtime: "deno", file: "hono-deno.ts", logsItself: true },
  { title: "Elysia", runtime: "bun", file: "elysia.ts", logsItself: true },
  {
    title: "Bun.serve with the adapter",
    runtime: "bun",
    file: "bun-serve.ts",
  },
  {
    title: "Bun.serve with routes",
    runtime: "bun",
    file: "bun-routes.ts",
  },
  { title: "Deno.serve", runtime: "deno", file: "deno-serve.ts" },
];
