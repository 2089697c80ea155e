import { parseCommandLine } from "@understudy/command-line";
import { runParsed } from "../../run-parsed.ts";
import type { Adapter, AppRuntime } from "../../runtime/app-runtime.ts";
import { ownProcess } from "../../runtime/own-process.ts";
import { runServe } from "./run-serve.ts";
import type { ServeArguments } from "./serve-arguments.ts";
import { serveCommand } from "./serve-command.ts";

/**
 * Runs the image server as an app of its own, as `understudy serve` does, on the adapter that it is given.
 *
 * @param adapter the module `@understudy/adapter-node`, `-bun` or `-deno`
 *
 * @example
 * import * as adapter from "@understudy/adapter-node";
 * await runApp(adapter);
 */
export function runApp(adapter: Adapter): Promise<void> {
  return runAppOn({ ...ownProcess(), serve: adapter.serve });
}

/** {@link runApp} on a runtime that is handed in whole. */
export function runAppOn(runtime: AppRuntime): Promise<void> {
  const parsed = parseCommandLine<ServeArguments>(runtime.argv, (run) => serveCommand("serve", run), {
    colors: runtime.colors,
  });
  return runParsed(parsed, runtime, (chosen) => runServe(runtime, chosen));
}
