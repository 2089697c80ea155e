import { expect, test } from "vitest";
import { parseTimeStamp } from "./time-stamp.ts";

const noon = Date.UTC(2024, 1, 29, 12, 34, 56);

test.each([
  ["1709210096000", noon],
  ["0", 0],
  ["02/29/2024 12:34:56 GMT", noon],
  ["2/29/2024 12:34:56 gmt", noon],
  ["02/29/2024 04:34:56 PST", noon],
  ["02/29/2024 05:34:56 PDT", noon],
  ["02/29/2024 05:34:56 GMT -7", noon],
  ["02/29/2024 18:04:56 GMT +5:30", noon],
  ["2024/02/29 12:34:56", noon],
  ["2024-02-29T12:34:56Z", noon],
  ["2024-02-29T13:34:56+01:00", noon],
  ["2024-02-29 12:34:56.789Z", noon + 789],
  ["2024-02-29", Date.UTC(2024, 1, 29)],
  [" 2024/02/29 12:34:56 ", noon],
])("%s is a time", (value, milliseconds) => {
  expect(parseTimeStamp(value)).toBe(milliseconds);
});

test.each([
  "",
  "yesterday",
  "02/30/2024 12:00:00 GMT",
  "13/01/2024 12:00:00 GMT",
  "02/29/2024 24:00:00 GMT",
  "02/29/2024 12:60:00 GMT",
  "02/29/2024 12:00:00 XYZ",
  "2024-02-29T12:34:60Z",
  "99999999999999999999",
  "9999999999999999",
  "12.5",
])("%j is not a time", (value) => {
  expect(parseTimeStamp(value)).toBeUndefined();
});
