import { test } from "vitest";
import type { TestedAdapter } from "./tested-adapter.ts";

/** Some are told by a test that waits in vain. */
const GAP_TIMEOUT_MS = 2_000;

/**
 * A test that is expected to fail where it is in the adapter's list of gaps, so that one that is gone turns the run
 * red.
 */
export function testOf({ gaps = {} }: TestedAdapter, name: string, run: () => Promise<void>): void {
  if (gaps[name] === undefined) test(name, run);
  else test.fails(name, run, GAP_TIMEOUT_MS);
}
