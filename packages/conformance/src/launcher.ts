export { LaunchError } from "./launcher/launch-error.ts";
export { type LaunchedServer, type LaunchOptions, launchServer } from "./launcher/launch-server.ts";
export { createLineFeed, type LineFeed, type WritableLineFeed } from "./launcher/line-feed.ts";
export { isPortFree } from "./launcher/port-check.ts";
export type { ProcessEnd } from "./launcher/process-end.ts";
export { type ProcessOptions, type StartedProcess, startProcess } from "./launcher/start-process.ts";
export { untilLine } from "./launcher/until-line.ts";
