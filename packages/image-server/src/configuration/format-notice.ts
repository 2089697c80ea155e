import type { ConfigurationNotice } from "./configuration.ts";

/** A notice as one line for an operator: `error: conf/PlatformServer.conf:3: …`. */
export function formatNotice(notice: ConfigurationNotice): string {
  const place = notice.line === undefined ? notice.file : `${notice.file}:${notice.line}`;
  const column = notice.column === undefined ? "" : ` [${notice.column}]`;
  return `${notice.severity}: ${place}${column}: ${notice.message}`;
}
