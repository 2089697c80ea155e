import type { ServerResponse, Server as WebServer } from "node:http";
import type { Server } from "node:net";

/** What `node:http` is like on a runtime, where the runtimes differ. */
export interface HttpRuntime<Name extends string = string> {
  /** `node`, `bun` or `deno`; handlers see it as `context.platform.name`. */
  readonly name: Name;
  /** Accepts no more connections, leaves those that are open alone, and calls back when the last of them is closed. */
  readonly stopAccepting: (server: WebServer, closed: () => void) => void;
  /** Codes of errors in listening that mean something else than on Node, with Node's code for it. @default none */
  readonly listenErrorCodes?: Readonly<Record<string, string>>;
  /** Sends a head that was written, without the body. @default `response.flushHeaders()` */
  readonly flushHead?: (response: ServerResponse) => void;
  /**
   * Does what `server.listen(port, host)` does, on a port that other processes may listen on too.
   * @default not possible
   */
  readonly listenShared?: ((server: Server, port: number, host: string) => void) | undefined;
  /**
   * Set where a listener dies for ever, without a word, when there is no file handle left for a connection.
   * @default it does not
   */
  readonly listenerMayDie?: {
    /** Closes the listener and leaves the connections open. */
    readonly closeListener: (server: WebServer) => void;
    /** Whether this process may connect to its own listener, to see whether it lives. */
    readonly mayConnect: (host: string, port: number) => boolean;
  };
  /** What `reusePort` needs where it is not possible, for the error that says so. */
  readonly sharingNeeds?: string;
}
