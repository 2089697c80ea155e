import type { HattipHandler } from "@hattip/core";
import {
  type AccessRecord,
  createRepairList,
  OptionError,
  redirectOnError,
  type Transport,
  type VerdictPolicy,
} from "@understudy/core";
import { checkOptionNames, type OptionNames, TIMER_MS, wholeNumber } from "@understudy/core/adapter";
import { createAccessLogger } from "./access-logger.ts";
import type { ClientLimits, ConfigurationNotice, ServerConfiguration } from "./configuration/configuration.ts";
import { formatNotice } from "./configuration/format-notice.ts";
import { createPrimary } from "./primary.ts";
import { type ConfigurationVersion, watchConfiguration } from "./reload/watch-configuration.ts";
import { createRenderer } from "./renderer.ts";
import { RENDERER_OPTION_NAMES, type RendererOptions } from "./renderer-options.ts";
import { createResponseCache, type ResponseCache } from "./rendering/response-cache.ts";
import { errorDetailOf } from "./request/request-state.ts";
import type { ServerSnapshot } from "./request/server-snapshot.ts";
import { type ProcessOfSeveral, repairNotices } from "./responses/broken-sources.ts";
import { localResponse } from "./responses/local-response.ts";
import type { ServerStatus } from "./server-status.ts";
import { createDiskSourceStore } from "./sources/disk-source-store.ts";
import type { SourceStore } from "./sources/source-file.ts";

/** Options of {@link createImageServer}. */
export interface ImageServerOptions extends RendererOptions {
  /** Folder with `PlatformServer.conf`; relative paths in it are relative to this folder. */
  readonly configurationFolder: string;
  /** How a request gets to the secondary. @default core's fetch transport; adapters have an exact one */
  readonly transport?: Transport | undefined;
  /** Names this server in `Via`, `CDN-Loop` and the like. @default `understudy-` and random digits */
  readonly serverId?: string | undefined;
  /** Overrides single rows of the verdict table (X03). @default {} */
  readonly policy?: VerdictPolicy | undefined;
  /** Gets every access log line. @default the file or stdout of `accessLog.*` in the configuration */
  readonly log?: ((line: string) => void) | undefined;
  /** Gets every access record, beside the log line. @default nothing */
  readonly onRecord?: ((record: AccessRecord) => void) | undefined;
  /** Gets what the operator should know of configuration, catalogs and bugs. @default one line each on stderr */
  readonly onNotice?: ((notice: ConfigurationNotice) => void) | undefined;
  /**
   * Gets the status after every loading, the first and those that changed nothing included; see {@link formatStatus}.
   * @default nothing
   */
  readonly onLoad?: ((status: ServerStatus) => void) | undefined;
  /** Where sources are read from. @default the disk */
  readonly sources?: SourceStore | undefined;
  /**
   * Whether to start without catalogs, maps and folders that are named and cannot be read now, such as a volume that is
   * not mounted. Requests whose meaning is not known without them are redirected (X23). @default false: it is a
   * configuration error
   */
  readonly allowIncomplete?: boolean | undefined;
  /**
   * Most pixels of a source; overrides `image.maxSourcePixels`. @default what the configuration says, else 100000000
   */
  readonly maxSourcePixels?: number | undefined;
  /** Milliseconds between two looks at the configuration files; 0 = only `reload()` loads anew. @default 1000 */
  readonly pollIntervalMs?: number | undefined;
  /**
   * Which of several processes that serve on one port this is, for the repair list, which each keeps for itself.
   * @default the only one
   */
  readonly process?: ProcessOfSeveral | undefined;
}

const OPTION_NAMES: OptionNames<ImageServerOptions> = {
  configurationFolder: true,
  ...RENDERER_OPTION_NAMES,
  transport: true,
  serverId: true,
  policy: true,
  log: true,
  onRecord: true,
  onNotice: true,
  onLoad: true,
  sources: true,
  allowIncomplete: true,
  maxSourcePixels: true,
  pollIntervalMs: true,
  process: true,
};

/** A running image server, to be given to an adapter. */
export interface ImageServer {
  /** Serves requests with the configuration that is in force when they come. */
  readonly handler: HattipHandler;
  /** What it serves, as of its last loading; the same is served at `/understudy/ready`. */
  readonly status: ServerStatus;
  /**
   * Loads configuration and catalogs anew at once. Never rejects: what is wrong goes to `onNotice`, and the old stays.
   */
  reload(): Promise<void>;
  /**
   * What the configuration grants one client, as of its last loading: to be given to `serve`, whose options have these
   * names.
   */
  readonly clientLimits: ClientLimits;
  /**
   * Stops watching the configuration, ends the workers, gives every broken source to `onNotice` and closes the access
   * log. To be called when no request is in progress any more.
   */
  close(): Promise<void>;
}

/**
 * An IS-compatible image server with redirect on error, out of a configuration folder. It follows changes of the
 * configuration and the catalogs; requests in progress end with what they began with.
 *
 * @throws {ConfigurationError} if the configuration cannot be used, or parts that it names are missing (see
 *   `allowIncomplete`); with all that is wrong
 * @throws {OptionError} for an option that is not known or has a bad value
 *
 * @example
 * const images = await createImageServer({ configurationFolder: "conf" });
 * await serve(images.handler, { port: 8080 });
 */
export async function createImageServer(options: ImageServerOptions): Promise<ImageServer> {
  checkOptionNames(options, OPTION_NAMES);
  const pollIntervalMs = wholeNumber("pollIntervalMs", options.pollIntervalMs, { ...TIMER_MS, byDefault: 1000 });
  const { allowIncomplete = false } = options;
  if (typeof allowIncomplete !== "boolean") throw new OptionError("allowIncomplete", allowIncomplete, "true or false");
  /** An option that goes before the configuration; undefined where it is not given. */
  const overriding = (name: "maxSourcePixels" | "maxRendersPerAddress", min: number) =>
    options[name] === undefined ? undefined : wholeNumber(name, options[name], { byDefault: min, min });
  const maxSourcePixels = overriding("maxSourcePixels", 1);
  const maxRendersPerAddress = overriding("maxRendersPerAddress", 0);
  const { codec, queue, imaging, verdicts } = await createRenderer(options);
  const { sources = createDiskSourceStore(), onNotice = (notice) => console.error(formatNotice(notice)) } = options;
  const repairs = createRepairList();
  const logger = createAccessLogger(options.log, onNotice);

  let cache: { options: ServerConfiguration["cache"]; cache: ResponseCache } | undefined;
  /**
   * Keys name everything that responses are made from: a cache serves every version of the configuration that wants its
   * size.
   */
  function cacheOf({ cache: options }: ServerConfiguration): ResponseCache {
    if (cache?.options.maxSizeBytes !== options.maxSizeBytes || cache.options.maxEntries !== options.maxEntries) {
      cache = { options, cache: createResponseCache(options) };
    }
    return cache.cache;
  }

  function statusOf(version: ConfigurationVersion): ServerStatus {
    const { configuration, catalogs, rows, problems, unchangedWarnings } = version;
    return {
      state: problems.length === 0 ? "ok" : "degraded",
      version: version.version,
      errorRedirect: configuration.errorRedirect,
      catalogs: catalogs.count,
      rows,
      codec,
      cache: configuration.cache,
      problems,
      unchangedWarnings,
    };
  }

  function handlerOf(version: ConfigurationVersion): HattipHandler {
    const { configuration, catalogs } = version;
    const snapshot: ServerSnapshot = {
      status: statusOf(version),
      configuration: maxSourcePixels === undefined ? configuration : { ...configuration, maxSourcePixels },
      catalogs,
      sources,
      queue,
      imaging,
      verdicts,
      cache: cacheOf(configuration),
    };
    const handler = redirectOnError(createPrimary(snapshot, repairs, options.process), {
      ...configuration.errorRedirect,
      policy: options.policy,
      serverId: options.serverId,
      transport: options.transport,
      errorDetail: (_request, context) => errorDetailOf(context),
      answerLocally: (failure, context) => localResponse(failure, context, tellBug),
      onRecord(record) {
        repairs.add(record);
        logger.write(record);
        options.onRecord?.(record);
      },
    });
    logger.configure(configuration.accessLog);
    queue.setMaxPerAddress(maxRendersPerAddress ?? configuration.clients.maxRendersPerAddress);
    return handler;
  }

  function tellBug(failure: unknown, request: Request): void {
    const text = failure instanceof Error ? (failure.stack ?? failure.message) : String(failure);
    onNotice({ severity: "error", file: new URL(request.url).pathname, message: `the request failed: ${text}` });
  }

  const watched = await watchConfiguration(options.configurationFolder, {
    onNotice,
    pollIntervalMs,
    allowIncomplete,
    onReload(version) {
      try {
        current = handlerOf(version);
      } catch (error) {
        const message = `the server goes on with what it had: ${error instanceof Error ? error.message : String(error)}`;
        onNotice({ severity: "error", file: options.configurationFolder, message });
      }
      options.onLoad?.(statusOf(version));
    },
  });
  let current: HattipHandler;
  try {
    current = handlerOf(watched.current);
  } catch (error) {
    await watched.close();
    throw error;
  }

  options.onLoad?.(statusOf(watched.current));
  return {
    get clientLimits() {
      return watched.current.configuration.clients;
    },
    get status() {
      return statusOf(watched.current);
    },
    handler: (context) => current(context),
    reload: () => watched.reload(),
    async close() {
      imaging.close();
      for (const notice of repairNotices(repairs)) onNotice(notice);
      await watched.close();
      await logger.close();
    },
  };
}
