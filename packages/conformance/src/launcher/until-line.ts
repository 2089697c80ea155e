import { LaunchError } from "./launch-error.ts";
import type { LineFeed } from "./line-feed.ts";
import { endWithin } from "./process-end.ts";
import type { StartedProcess } from "./start-process.ts";

/** The last output of a process may come a little before its end. */
const LAST_OUTPUT_MS = 500;

/**
 * Waits until a process writes a line that a pattern finds something in.
 *
 * @param feed of the process, in which it is looked for
 * @returns what the pattern found
 * @throws {LaunchError} when it ends or has written none in time, with the last of what it wrote; it is stopped then
 */
export async function untilLine(
  started: StartedProcess,
  feed: LineFeed,
  pattern: RegExp,
  timeoutMs = 20_000,
): Promise<RegExpExecArray> {
  const find = (lines: readonly string[]) => {
    for (const line of lines) {
      const found = pattern.exec(line);
      if (found) return found;
    }
    return undefined;
  };
  const found = await feed.waitFor(find, timeoutMs);
  if (found !== undefined) return found;
  const ended = await endWithin(started.exited, LAST_OUTPUT_MS);
  await started.stop();
  const why = ended === undefined ? `wrote no line like ${pattern} within ${timeoutMs} ms` : `ended (${ended.text})`;
  throw new LaunchError(`the process ${why}\n${started.output.lines.slice(-50).join("\n")}`.trimEnd());
}
