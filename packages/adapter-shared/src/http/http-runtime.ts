import type { Server as WebServer } from "node:http";

/** What `node:http` is like on a runtime, where the runtimes differ. */
export interface HttpRuntime<Name extends string = string> {
  /** `node`, `bun` or `deno`; handlers see it as `context.platform.name`. */
  readonly name: Name;
  /** Accepts no more connections, leaves those that are open alone, and calls back when the last of them is closed. */
  readonly stopAccepting: (server: WebServer, closed: () => void) => void;
  /** Codes of errors in listening that mean something else than on Node, with Node's code for it. @default none */
  readonly listenErrorCodes?: Readonly<Record<string, string>>;
}
