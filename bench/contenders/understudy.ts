/**
 * Understudy with a primary that has lost every source. The adapter's name is replaced by that of the runtime when this
 * file is built.
 *
 * TRANSPORT=fetch takes core's portable transport. ACCESS_LOG=FILE writes the access log.
 */
import { createWriteStream } from "node:fs";
import process from "node:process";
import { redirectOnError, serve } from "@understudy/adapter-node";
import {
  type AccessRecord,
  createFetchTransport,
  createPatternFormatter,
  DEFAULT_ACCESS_LOG_PATTERN,
  SourceError,
} from "@understudy/core";
import { createHttpTransport } from "@understudy/http-transport";
import { KEPT_CONNECTIONS, origin, port, ready } from "./entry.ts";

const transport =
  process.env.TRANSPORT === "fetch"
    ? createFetchTransport()
    : createHttpTransport({ maxConnections: 2 * KEPT_CONNECTIONS, maxIdleConnections: KEPT_CONNECTIONS });

function lostImage(): never {
  throw new SourceError("image-not-on-disk", { source: "images/chair.jpg" });
}

function accessLog(path: string): (record: AccessRecord) => void {
  const file = createWriteStream(path, { flags: "a" });
  const format = createPatternFormatter(DEFAULT_ACCESS_LOG_PATTERN);
  let lines = "";
  return (record) => {
    if (lines === "") {
      setTimeout(() => {
        file.write(lines);
        lines = "";
      }, 100);
    }
    lines += `${format(record)}\n`;
  };
}

const { ACCESS_LOG } = process.env;
const server = await serve(
  redirectOnError(lostImage, {
    rootUrl: origin.origin,
    transport,
    serverId: "bench",
    ...(ACCESS_LOG === undefined ? {} : { onRecord: accessLog(ACCESS_LOG) }),
  }),
  { port, host: "127.0.0.1" },
);
ready(Number(new URL(server.url).port));
