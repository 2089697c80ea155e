/** A process that could not be started, or did not say what it should. */
export class LaunchError extends Error {
  override readonly name = "LaunchError";
}
