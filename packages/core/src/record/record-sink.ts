import type { AccessRecord } from "./access-record.ts";

/**
 * Hands records over to the application's `onRecord`. What that throws, or what its promise is rejected with, must not
 * break the answer that the record is about; and a log that stays empty should not do so in silence, so the first
 * failure is reported, and only the first: a full disk would fail for every request.
 *
 * @param report @default console.error
 * @returns a function that never throws
 */
export function createRecordSink(
  onRecord: (record: AccessRecord) => unknown,
  report: (message: string, error: unknown) => void = console.error,
): (record: AccessRecord) => void {
  let reported = false;
  const failed = (error: unknown): void => {
    if (reported) return;
    reported = true;
    report("onRecord failed; further failures of it are not reported:", error);
  };
  return (record) => {
    try {
      const result = onRecord(record);
      if (isThenable(result)) result.then(undefined, failed);
    } catch (error) {
      failed(error);
    }
  };
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === "object" && value !== null && typeof (value as { then?: unknown }).then === "function";
}
