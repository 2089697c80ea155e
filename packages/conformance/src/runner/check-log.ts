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
    list.check(false, "lines", count, `fewer than that within ${waitMs} ms`);
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
