import { fork } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readlinkSync } from "node:fs";
import { buildEntry } from "../harness/servers/build.ts";
import type { Snapshot } from "./messages.ts";

/** The primary of the soak, in a process of its own. */
export interface SoakPrimary {
  readonly url: string;
  /** What it has logged and what its heap holds after a garbage collection. */
  snapshot(): Promise<Snapshot>;
  /** Sockets that the process has open, the one that listens and the channel to this process included. */
  openSockets(): number;
  stop(): Promise<void>;
}

/** Starts it in front of a secondary, for so many requests. */
export async function startPrimary(originUrl: string, requests: number): Promise<SoakPrimary> {
  const child = fork(await buildEntry("soak/primary.ts", "node"), {
    execArgv: ["--expose-gc"],
    env: { ...process.env, ORIGIN: originUrl, PORT: "0", REQUESTS: String(requests) },
  });
  const exit = once(child, "exit");
  process.once("exit", () => child.kill("SIGKILL"));
  const answer = async <T>(): Promise<T> => {
    const ended = exit.then(([code, signal]) => {
      throw new Error(`the primary ended with ${code ?? signal}`);
    });
    const [message] = await Promise.race([once(child, "message"), ended]);
    return message as T;
  };
  const { url } = await answer<{ url: string }>();
  return {
    url,
    snapshot() {
      child.send("snapshot");
      return answer<Snapshot>();
    },
    openSockets() {
      const folder = `/proc/${child.pid}/fd`;
      return readdirSync(folder).filter((name) => isSocket(`${folder}/${name}`)).length;
    },
    async stop() {
      child.kill("SIGKILL");
      await exit;
    },
  };
}

function isSocket(descriptor: string): boolean {
  try {
    return readlinkSync(descriptor).startsWith("socket:");
  } catch {
    // Closed since the folder was read.
    return false;
  }
}
