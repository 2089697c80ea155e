import { type AccessRecord, createPatternFormatter } from "@understudy/core";
import { type AccessLog, createAccessLog } from "./access-log/access-log.ts";
import type { ConfigurationNotice, ServerConfiguration } from "./configuration/configuration.ts";

/** Turns access records into lines, with the configuration that is in force when a request ends. */
export interface AccessLogger {
  write(record: AccessRecord): void;
  /** Puts new settings in force. @throws {Error} for a bad pattern; the old settings then stay */
  configure(settings: ServerConfiguration["accessLog"]): void;
  /** Resolves when all lines are written. */
  close(): Promise<void>;
}

/**
 * An access log that can be configured anew while requests are in progress.
 *
 * @param log takes the lines in place of the log that the settings name
 * @param onNotice is called when lines cannot be written, and when they can again
 */
export function createAccessLogger(
  log: ((line: string) => void) | undefined,
  onNotice: (notice: ConfigurationNotice) => void,
): AccessLogger {
  let format: ((record: AccessRecord) => string) | undefined;
  let inForce: ServerConfiguration["accessLog"] | undefined;
  let accessLog: AccessLog | undefined;
  const closing = new Set<Promise<void>>();

  function open({ directory, prefix, maxDays }: ServerConfiguration["accessLog"]): AccessLog {
    const file = directory ?? "stdout";
    return createAccessLog({
      directory,
      prefix,
      maxDays,
      onError: (error) => onNotice({ severity: "error", file, message: `access log: ${error.message}` }),
      onRecovered: (lostLines) =>
        onNotice({
          severity: "warning",
          file,
          message: `access log: lines are written again, ${lostLines} were lost`,
        }),
    });
  }

  function retire(old: AccessLog): void {
    const closed = old.close().finally(() => closing.delete(closed));
    closing.add(closed);
  }

  return {
    write(record) {
      if (format === undefined) return;
      const line = format(record);
      if (log === undefined) accessLog?.write(line);
      else log(line);
    },
    configure(settings) {
      format = createPatternFormatter(settings.pattern);
      const sameTarget =
        inForce?.directory === settings.directory &&
        inForce?.prefix === settings.prefix &&
        inForce?.maxDays === settings.maxDays;
      inForce = settings;
      if (log !== undefined || (accessLog !== undefined && sameTarget)) return;
      const old = accessLog;
      accessLog = open(settings);
      if (old !== undefined) retire(old);
    },
    async close() {
      if (accessLog !== undefined) retire(accessLog);
      await Promise.all(closing);
    },
  };
}
