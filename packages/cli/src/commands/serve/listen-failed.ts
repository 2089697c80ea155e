import { EXIT_FAILURE, EXIT_USAGE } from "../../exit-codes.ts";
import type { AppRuntime } from "../../runtime/app-runtime.ts";

/** Ends the process because its address cannot be listened on, with one line that says why. */
export function listenFailed({ printError, exit }: AppRuntime, error: unknown): void {
  printError(messageOf(error));
  // A bad address for --trust-proxy is found by the adapter, which says so with an option error.
  exit(error instanceof TypeError ? EXIT_USAGE : EXIT_FAILURE);
}

/** The message of whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
