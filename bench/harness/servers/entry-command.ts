import { buildEntry } from "./build.ts";
import { launcherOf, type Runtime, runtimeVersion } from "./runtimes.ts";
import { type RunningServer, type ServerCommand, spawnServer } from "./spawn-server.ts";

/** The secondary of all benches, as a path below bench/. */
export const ORIGIN_ENTRY = "harness/origin/origin.ts";

/**
 * How an entry of bench/ is started on a runtime.
 *
 * @param entry path below bench/
 * @throws {Error} when the runtime is missing or the entry cannot be built
 */
export async function entryCommand(
  entry: string,
  runtime: Runtime,
  env: Readonly<Record<string, string>> = {},
): Promise<ServerCommand> {
  if (runtimeVersion(runtime) === undefined) throw new Error(`${runtime} is not installed`);
  const { program, args } = launcherOf(runtime);
  return {
    program,
    args: [...args, await buildEntry(entry, runtime)],
    // Bun's fetch has at most 256 requests under way unless told otherwise.
    env: { PORT: "0", BUN_CONFIG_MAX_HTTP_REQUESTS: "4096", ...env },
  };
}

/** Starts the secondary of all benches. */
export async function startOrigin(): Promise<RunningServer> {
  return spawnServer(await entryCommand(ORIGIN_ENTRY, "node"));
}
