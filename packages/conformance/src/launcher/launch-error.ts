/** A process that could not be started, or did not say what it should. */
export class LaunchError extends Error {
  override readonly name = "LaunchError";
}

/**
 * A server that ended by itself, with an exit status that is not 0, before it listened: it does not start on its
 * configuration.
 */
export class StartRefusedError extends LaunchError {}
