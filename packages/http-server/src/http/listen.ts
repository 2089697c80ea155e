import type { AddressInfo, Server } from "node:net";
import { OptionError } from "@understudy/core";
import type { HttpRuntime } from "./http-runtime.ts";

/**
 * Binds a server.
 *
 * @returns the port, which is a new one for port 0
 * @throws an `Error` with the system's `code` that says what to do
 * @throws {OptionError} for `reusePort` where the runtime cannot
 */
export function listen(
  server: Server,
  { port, host, reusePort }: { readonly port: number; readonly host: string; readonly reusePort: boolean },
  {
    listenErrorCodes = {},
    listenShared,
    sharingNeeds,
  }: Pick<HttpRuntime, "listenErrorCodes" | "listenShared" | "sharingNeeds">,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const onError = (error: NodeJS.ErrnoException) => {
      const code = error.code === undefined ? undefined : (listenErrorCodes[error.code] ?? error.code);
      reject(listenError(error, code, port, host));
    };
    server.once("error", onError);
    server.once("listening", () => {
      server.off("error", onError);
      resolve((server.address() as AddressInfo).port);
    });
    if (!reusePort) server.listen(port, host);
    else if (listenShared) listenShared(server, port, host);
    else throw new OptionError("reusePort", reusePort, `false; true needs ${sharingNeeds ?? "another runtime"}`);
  });
}

/** Where this machine reaches a server that listens on a host: one on all addresses is reached on the loopback one. */
export function reachableHost(host: string): string {
  return host === "0.0.0.0" ? "127.0.0.1" : host === "::" ? "::1" : host;
}

/** The URL that reaches a server from this machine. */
export function serverUrl(scheme: "http" | "https", host: string, port: number): string {
  const reachable = reachableHost(host);
  return `${scheme}://${reachable.includes(":") ? `[${reachable}]` : reachable}:${port}`;
}

const ADVICE: Readonly<Record<string, string>> = {
  EADDRINUSE: "the port is in use; stop the program that uses it, or choose another port (0 for a free one)",
  EACCES: "the system does not allow it; choose a port from 1024 on",
  EADDRNOTAVAIL: "the address is none of this machine's; choose one of them, or 0.0.0.0 for all",
  ENOTFOUND: "the name is not known; choose an address or a name of this machine",
};

function listenError(error: Error, code: string | undefined, port: number, host: string): Error {
  const place = `${host.includes(":") ? `[${host}]` : host}:${port}`;
  const reason = ADVICE[code ?? ""] ?? error.message;
  return Object.assign(new Error(`cannot listen on ${place}: ${reason}`, { cause: error }), { code });
}
