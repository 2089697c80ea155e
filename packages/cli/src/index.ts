export { MOST_PROCESSES, parseProcessCount } from "./commands/serve/processes/process-count.ts";
export type { AppProcess, ProcessEnd, ProcessStarter } from "./commands/serve/processes/process-starter.ts";
export { runApp } from "./commands/serve/run-app.ts";
export type { Adapter, OwnProcess } from "./runtime/app-runtime.ts";
