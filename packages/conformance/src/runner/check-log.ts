import { type AccessLogLine, parseAccessLogLine } from "../configuration/access-log-line.ts";
import type { LogExpectation, TextExpectation } from "../format/expectation.ts";
import type { LineFeed } from "../launcher/line-feed.ts";
import type { MismatchList } from "./mismatches.ts";

/** Waits for the log lines of one client request and notes what they say differently from what they must say. */
export async function checkLog(
  log: LineFeed,
  tag: string,
  expected: LogExpectation,
  list: MismatchList,
  waitMs: number,
): Promise<void> {
  const count = expected.count ?? 1;
  const pick = (lines: readonly string[]) => {
    const mine = lines.map(parseAccessLogLine).filter((line) => line?.tag === tag) as AccessLogLine[];
    return mine.length >= count ? mine : undefined;
  };
  const mine = await log.waitFor(pick, waitMs);
  if (!mine) {
    list.check(false, "lines", count, `fewer than that within ${waitMs} ms${unreadable(log.lines, tag)}`);
    return;
  }
  list.check(mine.length === count, "lines", count, mine.length);
  // Where a request comes back to its own server there are several lines; the one for the client is written last.
  const line = mine.at(-1);
  if (!line) return;
  const { count: _, ...values } = expected;
  for (const [name, expectation] of Object.entries(values) as [keyof AccessLogLine, TextExpectation][]) {
    list.checkText(name, expectation, line[name]);
  }
}

/** The lines that may have been meant for this request, or for any: what the server writes in a form of its own is shown. */
function unreadable(lines: readonly string[], tag: string): string {
  const strange = lines.filter((line) => parseAccessLogLine(line) === undefined && isOfLog(line, tag));
  if (strange.length === 0) return "";
  const shown = strange.slice(-3).map((line) => JSON.stringify(line.slice(0, 300)));
  return `; ${strange.length} lines of the log cannot be read, such as ${shown.join(", ")}`;
}

function isOfLog(line: string, tag: string): boolean {
  return line.includes(tag) || line.startsWith("conformance-log");
}
