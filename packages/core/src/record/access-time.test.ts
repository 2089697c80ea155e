import { describe, expect, test } from "vitest";
import { formatCommonLogTime, formatLogTime, formatUtcTime } from "./access-time.ts";

// Back and forth, within a second and over its end, with fractions, before 1970, in both halves of a year.
const TIMES = [
  1_767_323_045_006, 1_767_323_045_006.9, 1_767_323_045_999.999, 1_767_323_046_000, 1_767_323_045_007,
  1_767_323_045_000, 0, 999, -1, -1000, 1_783_000_000_123, 4_102_444_799_999,
];

describe("times are those of the moment, whatever was formatted before", () => {
  test.each([...TIMES, ...TIMES.toReversed()])("%d", (timeMs) => {
    const time = new Date(Math.floor(timeMs));
    const utc = formatUtcTime(timeMs);
    expect(utc).toBe(time.toISOString());

    const [date, clock, zone] = formatLogTime(timeMs).split("%20");
    expect(Date.parse(`${date}T${clock}${zone?.slice(0, 3)}:${zone?.slice(3)}`)).toBe(time.getTime());
    expect(date).toBe(
      `${time.getFullYear()}-${String(time.getMonth() + 1).padStart(2, "0")}-${String(time.getDate()).padStart(2, "0")}`,
    );

    const [, day, month, year, hms, offset] =
      /^\[(\d\d)\/(\w{3})\/(\d{4}):(\d\d:\d\d:\d\d)%20([+-]\d{4})\]$/.exec(formatCommonLogTime(timeMs)) ?? [];
    expect(offset).toBe(zone);
    expect(Date.parse(`${day} ${month} ${year} ${hms} ${offset}`)).toBe(Math.floor(timeMs / 1000) * 1000);
  });
});

test("what is no time is a RangeError each time, and does not stay in mind", () => {
  expect(() => formatUtcTime(9e15)).toThrow(RangeError);
  expect(() => formatUtcTime(9e15)).toThrow(RangeError);
  expect(formatUtcTime(0)).toBe("1970-01-01T00:00:00.000Z");
});
