import { type LaunchOptions, launchServer } from "../launcher/launch-server.ts";
import type { StartTarget } from "./target.ts";

/** How a run starts its servers by a command. */
export interface StartCommandOptions extends Omit<LaunchOptions, "configurationFolder" | "signal"> {
  /** Put behind the command to make the server trust the proxy in front of it. */
  readonly trustProxyWords?: string;
  /** Put behind the command to make the server start without parts of its configuration that are missing. */
  readonly allowIncompleteWords?: string;
  /** The port of the first server; every further one gets the next. @default 0, free ones of the servers' choice */
  readonly port?: number;
}

const RUNTIME_LINE = /^running on (\S+ \S+)$/;

/** Starts each server by a command, in a process of its own. See `launchServer`. */
export function startCommand({ trustProxyWords, allowIncompleteWords, ...options }: StartCommandOptions): StartTarget {
  let nextPort = options.port ?? 0;
  return async ({ configurationFolder, trustProxy, allowIncomplete, signal }) => {
    const words = [options.command, trustProxy && trustProxyWords, allowIncomplete && allowIncompleteWords];
    const command = words.filter((part) => part).join(" ");
    const port = nextPort === 0 ? 0 : nextPort++;
    const server = await launchServer({ ...options, command, port, configurationFolder, ...(signal && { signal }) });
    return {
      url: server.url,
      log: server.stdout,
      exited: server.exited,
      stop: server.stop,
      get runtime() {
        return server.stdout.lines.map((line) => RUNTIME_LINE.exec(line)?.[1]).find((runtime) => runtime !== undefined);
      },
    };
  };
}
