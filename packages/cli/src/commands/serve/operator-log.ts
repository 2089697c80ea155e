import { type ConfigurationNotice, formatNotice } from "@understudy/image-server";

/** Writes what an operator should know, a line each, with the time. */
export interface OperatorLog {
  notice(notice: ConfigurationNotice): void;
  /** Nothing is wrong; it is good to know. */
  info(message: string): void;
}

/** How an {@link OperatorLog} writes. */
export interface OperatorLogOptions {
  /** Stands in front of each message: which of several processes it is about. @default "" */
  readonly origin?: string;
  /** Whether severities are coloured. @default false */
  readonly colors?: boolean | undefined;
  /** Milliseconds since 1970. @default the system's time */
  readonly now?: () => number;
}

const SEVERITY_COLORS = { error: "\x1b[31;1m", warning: "\x1b[33m", info: "\x1b[36m" } as const;
const PLAIN = "\x1b[0m";

/** @param printError writes a line to stderr */
export function createOperatorLog(
  printError: (line: string) => void,
  { origin = "", colors = false, now = Date.now }: OperatorLogOptions = {},
): OperatorLog {
  function write(severity: keyof typeof SEVERITY_COLORS, message: string): void {
    const word = colors ? `${SEVERITY_COLORS[severity]}${severity}${PLAIN}` : severity;
    printError(`${new Date(now()).toISOString()} ${word}: ${origin}${message}`);
  }
  return {
    notice: (notice) => write(notice.severity, formatNotice(notice).slice(notice.severity.length + 2)),
    info: (message) => write("info", message),
  };
}
