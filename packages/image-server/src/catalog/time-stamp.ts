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

/** What {@link parseTimeStamp} understands, for messages. */
export const TIME_STAMP_ALLOWED =
  "milliseconds since 1970, mm/dd/yyyy hh:mm:ss with a zone (GMT, PST, GMT -7), yyyy/mm/dd hh:mm:ss, or ISO 8601";

/**
 * Reads a time stamp of a catalog. Rule: IS manual, `catalog::TimeStamp` (milliseconds, or `mm/dd/yyyy hh:mm:ss zone`);
 * `yyyy/mm/dd hh:mm:ss` and ISO 8601 are understood too. Without a zone it is UTC.
 *
 * @returns milliseconds since 1970, or undefined for anything else
 */
export function parseTimeStamp(value: string): number | undefined {
  const text = value.trim();
  if (/^-?\d{1,16}$/.test(text)) return validTime(Number(text));
  const parts =
    /^(?<month>\d{1,2})\/(?<day>\d{1,2})\/(?<year>\d{4})\s+(?<time>\d{1,2}:\d{2}:\d{2})(?:\s*(?<zone>\S.*))?$/.exec(
      text,
    ) ??
    /^(?<year>\d{4})[/-](?<month>\d{1,2})[/-](?<day>\d{1,2})(?:[ T](?<time>\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?))?\s*(?<zone>\S.*)?$/.exec(
      text,
    );
  if (!parts?.groups) return undefined;
  const { year, month, day, time = "0:0", zone } = parts.groups;
  const [hours = 0, minutes = 0, seconds = 0] = time.split(":").map(Number);
  const offset = zoneOffsetMinutes(zone);
  if (offset === undefined || hours > 23 || minutes > 59 || seconds >= 60) return undefined;
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  // Date.UTC rolls 31 February over into March; the manual wants such a value ignored.
  if (date.getUTCMonth() !== Number(month) - 1 || date.getUTCDate() !== Number(day)) return undefined;
  return validTime(Math.floor(date.getTime() + (hours * 60 + minutes - offset) * 60_000 + seconds * 1000));
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
  return Number.isNaN(new Date(milliseconds).getTime()) ? undefined : milliseconds;
}
