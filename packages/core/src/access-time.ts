const two = (value: number) => String(value).padStart(2, "0");
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** `%G`: `yyyy-MM-dd HH:mm:ss.SSS offset` in local time (IS manual, "Access logging"). */
export function formatLogTime(timeMs: number): string {
  const time = new Date(timeMs);
  const date = `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
  const milliseconds = String(time.getMilliseconds()).padStart(3, "0");
  return `${date} ${clockTime(time)}.${milliseconds} ${offset(time)}`;
}

/** `%t`: `[dd/Mon/yyyy:HH:mm:ss offset]` in local time, the Common Log Format. */
export function formatCommonLogTime(timeMs: number): string {
  const time = new Date(timeMs);
  return `[${two(time.getDate())}/${MONTHS[time.getMonth()]}/${time.getFullYear()}:${clockTime(time)} ${offset(time)}]`;
}

function clockTime(time: Date): string {
  return `${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}`;
}

function offset(time: Date): string {
  const minutes = -time.getTimezoneOffset();
  const absolute = Math.abs(minutes);
  return `${minutes < 0 ? "-" : "+"}${two(Math.floor(absolute / 60))}${two(absolute % 60)}`;
}
