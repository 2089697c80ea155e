import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type LaunchedServer, launchServer } from "@understudy/conformance";
import type { Example } from "./examples.ts";

const repository = fileURLToPath(new URL("../..", import.meta.url));
const program = (name: string) => join(repository, "node_modules/.bin", name);

const SOURCE = "@understudy/source";
const COMMANDS: Readonly<Record<Example["runtime"], readonly string[]>> = {
  node: [process.execPath, "-C", SOURCE, "--import", import.meta.resolve("tsx")],
  bun: [program("bun"), `--conditions=${SOURCE}`, "run"],
  deno: [program("deno"), "run", `--conditions=${SOURCE}`, "--allow-net", "--allow-read", "--allow-env"],
};

/** Starts an example, unbuilt and in its own runtime, in the folder with its sources. */
export function startExample(example: Example, folder: string, secondary: string): Promise<LaunchedServer> {
  const { runtime, file, tsconfig } = example;
  const words = ["env", "PORT={port}", "SHOP={conf}", ...COMMANDS[runtime], join(repository, "examples", file)];
  return launchServer({
    command: words.map((word) => `"${word}"`).join(" "),
    configurationFolder: folder,
    cwd: folder,
    env: {
      NODE_ENV: "production",
      NO_COLOR: "1",
      SECONDARY: secondary,
      NEXT_TELEMETRY_DISABLED: "1",
      ...(tsconfig && { TSX_TSCONFIG_PATH: join(repository, "examples", tsconfig) }),
    },
    readyTimeoutMs: 60_000,
  });
}
