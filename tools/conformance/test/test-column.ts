import { describe, test } from "vitest";
import { runAsTests } from "../../../packages/conformance/test/run-as-tests.ts";
import type { Column } from "../columns.ts";

/** The cases against the server of a column, each as a test; where this machine does not have it, that is said. */
export async function testColumn({ id, options, unavailable }: Column): Promise<void> {
  const reason = await unavailable();
  if (reason === undefined) runAsTests({ ...options, name: `${options.name}, ${id}` });
  else describe.skip(`${options.name}, ${id}: ${reason}`, () => test("every case", () => {}));
}
