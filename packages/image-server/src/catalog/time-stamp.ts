/** Hours of the time zone codes that the manual's examples use; daylight saving time has its own code. */
const ZONES: Readonly<Record<string, number>> = {
  GMT: 0,
  UTC: 0,
  Z: 0,
  EST: -5,
  EDT: -4,
  CST: -6,
  CDT: -5,
  MST: -7,
  MDT: -6,
  PST: -8,
  PDT: -7,
  CET: 1,
  CEST: 2,
};

/** The furthest that a `Date` reaches (ECMAScript, "Time Values and Time Range"). */
const MAX_TIME_MS = 8.64e15;

/** What {@link parseTimeStamp} understands, for messages. */
export const TIME_STAMP_ALLOWED =
  "milliseconds since 1970, mm/dd/yyyy hh:mm:ss with a zone (GMT, PST, GMT -7), yyyy/mm/dd hh:mm:ss, or ISO 8601";

const MONTH_FIRST = /^(\d{1,2})\/(\d{1,2})\/(\d{4})\s+(\d{1,2}):(\d{2}):(\d{2})(?:\s*(\S.*))?$/;
const YEAR_FIRST = /^(\d{4})[/-](\d{1,2})[/-](\d{1,2})(?:[ T](\d{1,2}):(\d{2})(?::(\d{2}(?:\.\d{1,9})?))?)?\s*(\S.*)?$/;

/**
 * Reads a time stamp of a catalog. Rule: IS manual, `catalog::TimeStamp` (milliseconds, or `mm/dd/yyyy hh:mm:ss zone`);
 * `yyyy/mm/dd hh:mm:ss` and ISO 8601 are understood too. Without a zone it is UTC.
 *
 * @returns milliseconds since 1970, or undefined for anything else
 */
export function parseTimeStamp(value: string): number | undefined {
  const text = value.trim();
  const yearFirst = YEAR_FIRST.exec(text);
  if (yearFirst !== null) return timeOf(yearFirst, yearFirst[1], yearFirst[2], yearFirst[3]);
  const monthFirst = MONTH_FIRST.exec(text);
  if (monthFirst !== null) return timeOf(monthFirst, monthFirst[3], monthFirst[1], monthFirst[2]);
  return /^-?\d{1,16}$/.test(text) ? validTime(Number(text)) : undefined;
}

/** @param parts hours, minutes, seconds and zone from the fourth on, undefined where they are not written */
function timeOf(parts: RegExpExecArray, year = "", month = "", day = ""): number | undefined {
  const hours = Number(parts[4] ?? 0);
  const minutes = Number(parts[5] ?? 0);
  const seconds = Number(parts[6] ?? 0);
  const offset = zoneOffsetMinutes(parts[7]);
  if (offset === undefined || hours > 23 || minutes > 59 || seconds >= 60) return undefined;
  const midnightMs = Date.UTC(Number(year), Number(month) - 1, Number(day));
  const lastOfMonthMs = Date.UTC(Number(year), Number(month), 0);
  // Date.UTC rolls 31 February over into March; the manual wants such a value ignored.
  if (Number(month) < 1 || Number(month) > 12 || Number(day) < 1 || midnightMs > lastOfMonthMs) return undefined;
  return validTime(Math.floor(midnightMs + (hours * 60 + minutes - offset) * 60_000 + seconds * 1000));
}

function zoneOffsetMinutes(zone: string | undefined): number | undefined {
  if (zone === undefined) return 0;
  const code = ZONES[zone.toUpperCase()];
  if (code !== undefined) return code * 60;
  const offset = /^(?:GMT|UTC)?\s*([+-])(\d{1,2})(?::?(\d{2}))?$/i.exec(zone);
  if (!offset) return undefined;
  const minutes = Number(offset[2]) * 60 + Number(offset[3] ?? 0);
  return offset[1] === "-" ? -minutes : minutes;
}

function validTime(milliseconds: number): number | undefined {
  return Math.abs(milliseconds) <= MAX_TIME_MS ? milliseconds : undefined;
}
