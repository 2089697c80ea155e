import { type LaunchOptions, launchServer } from "../launcher/launch-server.ts";
import type { StartTarget } from "./target.ts";

/** How a run starts its servers by a command. */
export interface StartCommandOptions extends Omit<LaunchOptions, "configurationFolder"> {
  /** Put behind the command to make the server trust the proxy in front of it. */
  readonly trustProxyWords?: string;
}

const RUNTIME_LINE = /^running on (\S+ \S+)$/;

/** Starts each server by a command, in a process of its own. See `launchServer`. */
export function startCommand({ trustProxyWords, ...options }: StartCommandOptions): StartTarget {
  return async ({ configurationFolder, trustProxy }) => {
    const command = trustProxy && trustProxyWords ? `${options.command} ${trustProxyWords}` : options.command;
    const server = await launchServer({ ...options, command, configurationFolder });
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
