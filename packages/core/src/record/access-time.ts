const two = (value: number) => String(value).padStart(2, "0");
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/**
 * `%G`: `yyyy-MM-dd HH:mm:ss.SSS offset` in local time (IS manual, "Access logging"), with `%20` for its spaces, as
 * they are in the log.
 */
export const formatLogTime: (timeMs: number) => string = oncePerSecond((time) => {
  const before = `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}%20${clockTime(time)}.`;
  const after = `%20${offset(time)}`;
  return (milliseconds) => before + String(milliseconds).padStart(3, "0") + after;
});

/** `%t`: `[dd/Mon/yyyy:HH:mm:ss offset]` in local time, the Common Log Format, with `%20` for its space. */
export const formatCommonLogTime: (timeMs: number) => string = oncePerSecond((time) => {
  const date = `${two(time.getDate())}/${MONTHS[time.getMonth()]}/${time.getFullYear()}`;
  const text = `[${date}:${clockTime(time)}%20${offset(time)}]`;
  return () => text;
});

/** As `Date.prototype.toISOString`, UTC. @throws {RangeError} for what is no time */
export const formatUtcTime: (timeMs: number) => string = oncePerSecond((time) => {
  const before = time.toISOString().slice(0, -"000Z".length);
  return (milliseconds) => `${before}${String(milliseconds).padStart(3, "0")}Z`;
});

/**
 * Local time is slow to find out. Records of one second come one after the other, and a second is all in one time zone.
 */
function oncePerSecond(ofSecond: (time: Date) => (milliseconds: number) => string): (timeMs: number) => string {
  let second = 0;
  let format = ofSecond(new Date(0));
  return (timeMs) => {
    const wholeMs = Math.floor(timeMs);
    const secondOfTime = Math.floor(wholeMs / 1000);
    if (secondOfTime !== second) {
      format = ofSecond(new Date(secondOfTime * 1000));
      second = secondOfTime;
    }
    return format(wholeMs - second * 1000);
  };
}

function clockTime(time: Date): string {
  return `${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}`;
}

function offset(time: Date): string {
  const minutes = -time.getTimezoneOffset();
  const absolute = Math.abs(minutes);
  return `${minutes < 0 ? "-" : "+"}${two(Math.floor(absolute / 60))}${two(absolute % 60)}`;
}
