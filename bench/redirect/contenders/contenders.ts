import { entryCommand, ORIGIN_ENTRY } from "../../harness/servers/entry-command.ts";
import type { Runtime } from "../../harness/servers/runtimes.ts";
import type { ServerCommand } from "../../harness/servers/spawn-server.ts";
import { versionOf } from "../../harness/servers/versions.ts";

/** A server that is measured. */
export interface Contender {
  readonly id: string;
  readonly runtime: Runtime;
  /** Its file, as a path below bench/. */
  readonly entry: string;
  /** What it is, for the table's legend. */
  readonly title: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Understudy itself, measured on the memory of slow readers too. */
  readonly own?: true;
  /**
   * A bare pass-through that leaves a compressed body as it is; Understudy is measured against the fastest of its
   * runtime.
   */
  readonly bare?: "raw" | "decoded";
}

const entry = (name: string) => `redirect/contenders/${name}.ts`;

/** All contenders, in the order in which they are printed. */
export const CONTENDERS: readonly Contender[] = [
  { id: "nginx", runtime: "node", entry: entry("nginx"), title: "nginx, error_page to proxy_pass, one worker" },
  {
    id: "fastify-reply-from",
    runtime: "node",
    entry: entry("fastify-reply-from"),
    title: "@fastify/reply-from on undici",
  },
  { id: "http-proxy-3", runtime: "node", entry: entry("http-proxy-3"), title: "http-proxy-3, keep-alive agent" },
  { id: "httpxy", runtime: "node", entry: entry("httpxy"), title: "httpxy, proxy server" },
  { id: "hono-proxy", runtime: "node", entry: entry("hono-proxy"), title: "Hono's proxy on @hono/node-server" },
  {
    id: "node-undici-stream",
    runtime: "node",
    entry: entry("node-undici-stream"),
    title: "bare Node: undici.stream into the response",
    bare: "raw",
  },
  {
    id: "node-http-pipe",
    runtime: "node",
    entry: entry("http-pipe"),
    title: "bare Node: node:http to node:http",
    bare: "raw",
  },
  {
    id: "bun-fetch",
    runtime: "bun",
    entry: entry("bun-fetch"),
    title: "bare Bun: Bun.serve and fetch, raw",
    bare: "raw",
  },
  {
    id: "bun-http-pipe",
    runtime: "bun",
    entry: entry("http-pipe"),
    title: "bare Bun: node:http to node:http",
    bare: "raw",
  },
  {
    id: "deno-fetch",
    runtime: "deno",
    entry: entry("deno-fetch"),
    title: "bare Deno: Deno.serve and fetch, which decodes",
    bare: "decoded",
  },
  {
    id: "deno-http-pipe",
    runtime: "deno",
    entry: entry("http-pipe"),
    title: "bare Deno: node:http to node:http",
    bare: "raw",
  },
  { id: "understudy-node", runtime: "node", entry: entry("understudy"), title: "Understudy on Node", own: true },
  {
    id: "understudy-node-log",
    runtime: "node",
    entry: entry("understudy"),
    title: "Understudy on Node, access log on",
    own: true,
    env: { ACCESS_LOG: "1" },
  },
  {
    id: "understudy-node-fetch",
    runtime: "node",
    entry: entry("understudy"),
    title: "Understudy on Node, fetch transport",
    own: true,
    env: { TRANSPORT: "fetch" },
  },
  { id: "understudy-bun", runtime: "bun", entry: entry("understudy"), title: "Understudy on Bun", own: true },
  { id: "understudy-deno", runtime: "deno", entry: entry("understudy"), title: "Understudy on Deno", own: true },
];

/** The secondary itself, without anything in front: what no contender can exceed. */
export const CEILING: Contender = {
  id: "secondary",
  runtime: "node",
  entry: ORIGIN_ENTRY,
  title: "the secondary alone: the ceiling",
};

/**
 * How a contender is started in front of a secondary.
 *
 * @throws when it cannot be: a program or a package is missing
 */
export async function commandOf(contender: Contender, originUrl: string): Promise<ServerCommand> {
  const { runtime, entry } = contender;
  if (contender.id === "nginx" && versionOf(process.env.NGINX ?? "nginx", "-v") === undefined) {
    throw new Error("nginx is not installed");
  }
  return entryCommand(entry, runtime, { ...contender.env, ORIGIN: originUrl });
}
