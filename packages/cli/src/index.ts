export { createClusterStarter } from "./processes/cluster-starter.ts";
export { createDenoStarter } from "./processes/deno-starter.ts";
export { MOST_PROCESSES, parseProcessCount } from "./processes/process-count.ts";
export type { AppProcess, ProcessEnd, ProcessStarter } from "./processes/process-starter.ts";
export { type AppRuntime, runApp } from "./run-app.ts";
