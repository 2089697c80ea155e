import process from "node:process";
import { fileURLToPath } from "node:url";

const repository = fileURLToPath(new URL("../../../", import.meta.url));
const app = (path: string) => `${repository}apps/${path}`;
const program = (name: string) => `${repository}node_modules/.bin/${name}`;

/** How the app of each runtime is started, without its own arguments. */
const COMMANDS = {
  node: [process.execPath, "-C", "@understudy/source", "--import", "tsx", app("node/main.ts")],
  bun: [program("bun"), "--conditions=@understudy/source", "run", app("bun/main.ts")],
  // What each permission is for: apps/deno/README.md.
  deno: [
    program("deno"),
    "run",
    "--no-prompt",
    "--conditions=@understudy/source",
    "--allow-net=127.0.0.1",
    "--allow-read",
    "--allow-env=IMAGESCRIPT_WASM_SIMD,npm_package_config_libvips,MALLOC_ARENA_MAX",
    "--allow-sys=cpus",
    `--allow-ffi=${repository}node_modules/imagescript/codecs/node/bin,${repository}node_modules/@img`,
    "--allow-run=deno",
    app("deno/main.ts"),
  ],
} as const satisfies Record<string, readonly [program: string, ...args: string[]]>;

/** A runtime that the sample can run on. */
export type RuntimeName = keyof typeof COMMANDS;

/** All of them. */
export const RUNTIME_NAMES = Object.keys(COMMANDS) as readonly RuntimeName[];

/** Program and arguments that start the image server of a runtime. */
export function serverCommand(
  runtime: RuntimeName,
  configuration: string,
  port: number,
  processes = "1",
): readonly [string, ...string[]] {
  return [...COMMANDS[runtime], "--conf", configuration, "--port", String(port), "--processes", processes];
}
