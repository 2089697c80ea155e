/** Why a run is not possible: one line that names the thing, its value and what is allowed. */
export class CommandError extends Error {
  override readonly name = "CommandError";
}
