import type { HattipHandler } from "@hattip/core";
import type { LineFeed } from "../launcher/line-feed.ts";

/** What a server is to be started on. */
export interface TargetSetup {
  readonly configurationFolder: string;
  /** Whether it has to trust the proxy in front of it; only ever true for a run that offers `trusted-proxy`. */
  readonly trustProxy: boolean;
  /**
   * Whether parts are missing that the configuration names: the server is to start without them if it can be told to
   * (X23).
   */
  readonly allowIncomplete?: boolean;
  /** The run is given up: whatever starts, or runs, is to end. */
  readonly signal?: AbortSignal;
}

/** What every server under test has. */
export interface AnyTarget {
  /** The access log, line by line. Lines of another form are skipped. */
  readonly log: LineFeed;
  /** Which runtime answers, as the server itself says: `node 20.20.2`. */
  readonly runtime?: string | undefined;
  /** Settles, with the reason, when the server ends by itself. */
  readonly exited?: Promise<string>;
  stop(): Promise<unknown>;
}

/** A server that listens. */
export interface SocketTarget extends AnyTarget {
  /** `http://host:port` */
  readonly url: string;
}

/** A handler in this process. */
export interface HandlerTarget extends AnyTarget {
  readonly handler: HattipHandler<unknown>;
}

/** A server under test. */
export type Target = SocketTarget | HandlerTarget;

/**
 * Starts the server under test on a configuration folder. A rejection is a setup failure of every case that needs it,
 * unless it is a `StartRefusedError` where the configuration allows that.
 */
export type StartTarget = (setup: TargetSetup) => Promise<Target>;
