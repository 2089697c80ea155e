const IMF_OR_OBSOLETE =
  /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)(?:day|sday|nesday|rsday|urday)?,? .*\d{2}:\d{2}:\d{2}(?: GMT| \d{4})$/;

/**
 * Reads a date field. RFC 9110 §5.6.7: three formats, whole seconds, always GMT.
 *
 * @returns milliseconds since 1970, or undefined for a value that is no HTTP date: such a field is ignored
 */
export function parseHttpDate(value: string): number | undefined {
  const text = value.trim();
  if (!IMF_OR_OBSOLETE.test(text)) return undefined;
  const time = Date.parse(text.endsWith("GMT") ? text : `${text} GMT`);
  return Number.isNaN(time) ? undefined : time;
}

/** Writes a time, milliseconds since 1970, as an IMF-fixdate. */
export function formatHttpDate(timeMs: number): string {
  return new Date(timeMs).toUTCString();
}

/** A time as a date field can say it: cut to whole seconds. */
export function wholeSeconds(timeMs: number): number {
  return Math.floor(timeMs / 1000) * 1000;
}
