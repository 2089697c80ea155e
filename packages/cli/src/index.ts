export { MOST_PROCESSES, parseProcessCount } from "./commands/serve/processes/process-count.ts";
export { runApp } from "./commands/serve/run-app.ts";
export type { Adapter, OwnProcess } from "./runtime/app-runtime.ts";
export { runUnderstudy } from "./understudy.ts";
