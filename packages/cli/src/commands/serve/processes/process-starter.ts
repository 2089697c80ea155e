/** How a process ended: with an exit code, or by a signal. */
export interface ProcessEnd {
  readonly code: number | null;
  readonly signal: string | null;
}

/** A process that runs the same app beside others. */
export interface AppProcess {
  readonly pid: number;
  /** What it writes to stdout. */
  readonly output: AsyncIterable<Uint8Array>;
  /** Resolves when it has ended, also when it could not be started. */
  readonly ended: Promise<ProcessEnd>;
  /** Does nothing when it has ended. */
  kill(signal: "SIGTERM" | "SIGHUP" | "SIGKILL"): void;
}

/** How an app starts further processes of itself. Runtimes differ in it. */
export interface ProcessStarter {
  /**
   * Starts the app that calls this in a further process: with the same flags of the runtime, and with the same port
   * shared when it listens. Its stderr is this one's; its stdin is a pipe that ends with this process, however that
   * ends.
   *
   * @param argv its command line, without the runtime and the script
   * @throws {Error} when the runtime does not let it, with what it needs
   */
  start(argv: readonly string[]): AppProcess | Promise<AppProcess>;
  /** Called in a process that starts no others: gives up what only {@link start} needs. @default nothing */
  giveUp?(): Promise<void>;
}
