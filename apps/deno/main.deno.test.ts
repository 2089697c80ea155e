import process from "node:process";
import { fileURLToPath } from "node:url";
import { describeApp } from "../../packages/http-server/test/behaviour/app.ts";

const MAIN = fileURLToPath(new URL("./main.ts", import.meta.url));
const inRepository = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

// The narrowest permissions that work for a configuration folder that is known; see README.md.
describeApp(
  (configurationFolder) => [
    process.execPath,
    "run",
    "--no-prompt",
    "--conditions=@understudy/source",
    "--allow-net=127.0.0.1",
    `--allow-read=${configurationFolder},${inRepository("packages")},${inRepository("node_modules")},/usr/bin/ldd`,
    "--allow-env=IMAGESCRIPT_WASM_SIMD,npm_package_config_libvips,MALLOC_ARENA_MAX",
    "--allow-sys=cpus",
    `--allow-ffi=${inRepository("node_modules/imagescript/codecs/node/bin")},${inRepository("node_modules/@img")}`,
    MAIN,
  ],
  "deno",
);
