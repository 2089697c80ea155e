import { expect, test } from "vitest";
import { settled } from "../../test/fake-clock.ts";
import type { AccessRecord } from "./access-record.ts";
import { createRecordSink } from "./record-sink.ts";

const RECORD = { status: 200 } as AccessRecord;

function setUp(onRecord: (record: AccessRecord) => unknown) {
  const reports: unknown[][] = [];
  return { reports, sink: createRecordSink(onRecord, (...report) => reports.push(report)) };
}

test("every record is handed over, and nothing is reported when all is well", async () => {
  const records: AccessRecord[] = [];
  const { sink, reports } = setUp(async (record) => records.push(record));
  sink(RECORD);
  sink(RECORD);
  await settled();
  expect(records).toEqual([RECORD, RECORD]);
  expect(reports).toEqual([]);
});

test.each([
  [
    "throws",
    (error: Error) => {
      throw error;
    },
  ],
  ["is rejected", (error: Error) => Promise.reject(error)],
])("the first failure is reported, and only the first: it %s", async (_, fail) => {
  const error = new Error("no space left on device");
  let calls = 0;
  const { sink, reports } = setUp(() => {
    calls++;
    return fail(error);
  });
  expect(() => sink(RECORD)).not.toThrow();
  await settled();
  sink(RECORD);
  await settled();
  expect(calls).toBe(2);
  expect(reports).toEqual([["onRecord failed; further failures of it are not reported:", error]]);
});
