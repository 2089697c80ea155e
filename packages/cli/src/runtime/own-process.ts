import process from "node:process";
import { hasColors } from "@understudy/command-line";
import { createClusterStarter } from "../commands/serve/processes/cluster-starter.ts";
import { createDenoStarter } from "../commands/serve/processes/deno-starter.ts";
import type { OwnProcess } from "./app-runtime.ts";
import { ownRuntime } from "./own-runtime.ts";

/**
 * This process, as a command uses it, the same on each runtime: its arguments, output and signals, and a way to start
 * more of it.
 */
export function ownProcess(): OwnProcess {
  return {
    argv: process.argv.slice(2),
    print: (line) => console.log(line),
    printError: (line) => console.error(line),
    colors: hasColors(process.stdout),
    errorColors: hasColors(process.stderr),
    exit: (code) => process.exit(code),
    onTerminate(callback) {
      process.on("SIGTERM", callback);
      process.on("SIGINT", callback);
    },
    onHangup: (callback) => void process.on("SIGHUP", callback),
    processes: ownRuntime() === "deno" ? createDenoStarter() : createClusterStarter(),
  };
}
