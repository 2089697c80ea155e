/**
 * Understudy with a primary that has lost every source. The adapter's name is replaced by that of the runtime when this
 * file is built.
 *
 * TRANSPORT=fetch takes core's portable transport. ACCESS_LOG=1 writes the access log.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
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
import { createAccessLog } from "../../../packages/image-server/src/access-log/access-log.ts";
import { KEPT_CONNECTIONS, origin, port, ready } from "../../harness/servers/entry.ts";

const transport =
  process.env.TRANSPORT === "fetch"
    ? createFetchTransport()
    : createHttpTransport({ maxConnections: 2 * KEPT_CONNECTIONS, maxIdleConnections: KEPT_CONNECTIONS });

function lostImage(): never {
  throw new SourceError("image-not-on-disk", { source: "images/chair.jpg" });
}

/** The image server's own log, to a file that is gone when this ends. */
function accessLog(): (record: AccessRecord) => void {
  const directory = mkdtempSync(join(tmpdir(), "bench-access-log-"));
  process.once("SIGTERM", () => {
    rmSync(directory, { recursive: true, force: true });
    process.exit();
  });
  const log = createAccessLog({ directory });
  const format = createPatternFormatter(DEFAULT_ACCESS_LOG_PATTERN);
  return (record) => log.write(format(record));
}

const logs = process.env.ACCESS_LOG === "1";
const server = await serve(
  redirectOnError(lostImage, {
    rootUrl: origin.origin,
    transport,
    serverId: "bench",
    // As bench/scale has it: on a busy machine no connection is to be turned away.
    connectTimeoutMs: 30_000,
    ...(logs && { onRecord: accessLog() }),
  }),
  { port, host: "127.0.0.1" },
);
ready(Number(new URL(server.url).port));
