import { join, resolve } from "node:path";
import { clearTimeout, setTimeout } from "node:timers";
import { TIMER_MS, wholeNumber } from "@understudy/core/adapter";
import type { CatalogSet } from "../catalog/catalog.ts";
import { type LoadedCatalogs, loadCatalogs } from "../catalog/load-catalogs.ts";
import type { ConfigurationNotice, ServerConfiguration } from "../configuration/configuration.ts";
import { ConfigurationError, isConfigurationError } from "../configuration/configuration-error.ts";
import { CONFIGURATION_FILE, findConfigurationFolder } from "../configuration/folder-layout.ts";
import {
  type ExaminedConfiguration,
  examineConfiguration,
  loadConfiguration,
} from "../configuration/load-configuration.ts";
import { type FileSnapshot, isSameSnapshot, takeSnapshot } from "./file-snapshot.ts";
import { createLoadReporter } from "./load-reporter.ts";
import { lostRedirect } from "./lost-redirect.ts";

/** Everything that was read from a configuration folder, of one moment. */
export interface ConfigurationVersion {
  readonly configuration: ServerConfiguration;
  readonly catalogs: CatalogSet;
  /** Of all data files. */
  readonly rows: number;
  /** Warnings that the loading before had too: they were not told again. */
  readonly unchangedWarnings: number;
  /**
   * What is named and is missing (X23), or could not be loaded in its new version; an error each. Empty when all is
   * well.
   */
  readonly problems: readonly ConfigurationNotice[];
  /** 1 at first; grows with every loading. */
  readonly version: number;
}

/** How a configuration is watched. */
export interface WatchConfigurationOptions {
  /**
   * Milliseconds between two looks at the files, up to 2147483647; 0 = only `reload()` loads anew. A change is loaded
   * when two looks in a row find the same, so that a file is not read while it is being written: a change is in force
   * after one to two intervals. @default 1000
   */
  pollIntervalMs?: number;
  /** Whether the first loading may go on without parts that are named and missing (X23). @default false */
  allowIncomplete?: boolean;
  /**
   * Gets what the operator should know, at the first loading and at every later one: warnings that the loading before
   * did not have, then errors. Must not throw. @default nothing
   */
  onNotice?: (notice: ConfigurationNotice) => void;
  /** Called after every loading but the first. Must not throw. @default nothing */
  onReload?: (version: ConfigurationVersion) => void;
}

/** A configuration that follows its files. */
export interface WatchedConfiguration {
  /** What could be loaded last. A version never changes; a loading puts a new one in its place. */
  readonly current: ConfigurationVersion;
  /** Loads anew at once, as for SIGHUP. Never rejects: what is wrong goes to `onNotice`. */
  reload(): Promise<void>;
  /** Stops looking, and waits for a loading in progress. */
  close(): Promise<void>;
}

/**
 * Loads a configuration folder with its catalogs, and loads both anew when `PlatformServer.conf`, an attribute file or
 * a file that a catalog names changes, comes or goes. A broken new version changes nothing: the old configuration, or
 * the old version of the broken catalog, stays in force until a good one comes, and a notice says what is wrong and
 * where. A file that no longer has the key of the root URL counts as broken, too: see {@link lostRedirect}.
 *
 * The files are looked at in intervals because file events differ between Node, Bun and Deno, and network file systems
 * have none.
 *
 * @throws {ConfigurationError} if the first configuration cannot be used, or parts of it are missing and
 *   `allowIncomplete` is not set: with all that is wrong
 * @throws {OptionError} for a bad `pollIntervalMs`
 */
export async function watchConfiguration(
  folder: string,
  options: WatchConfigurationOptions = {},
): Promise<WatchedConfiguration> {
  const { onNotice = () => {}, onReload = () => {}, allowIncomplete = false } = options;
  const pollIntervalMs = wholeNumber("pollIntervalMs", options.pollIntervalMs, { ...TIMER_MS, byDefault: 1000 });
  const reporter = createLoadReporter(onNotice);
  const configurationFile = join(await findConfigurationFolder(resolve(folder)), CONFIGURATION_FILE);
  const look = () => takeSnapshot([configurationFile, ...loaded.files], current.configuration.catalogRootPath);

  const first = await examineConfiguration(folder);
  let loaded = await loadCatalogs(first.configuration);
  refuseToStart(first, loaded, allowIncomplete);
  let current: ConfigurationVersion = {
    configuration: first.configuration,
    catalogs: loaded.catalogs,
    version: 1,
    rows: rowsOf(loaded),
    problems: [...first.missingFolders.filter(isError), ...loaded.problems],
    unchangedWarnings: reporter.report([...first.notices, ...first.missingFolders, ...loaded.notices]),
  };
  let inForce = await look();

  async function load(): Promise<void> {
    const before = await look();
    const notices: ConfigurationNotice[] = [];
    const problems: ConfigurationNotice[] = [];
    const note = (found: readonly ConfigurationNotice[]) => {
      notices.push(...found);
      problems.push(...found.filter(isError));
    };
    const configuration = await loadConfiguration(folder).then(
      (next) => {
        const lost = lostRedirect(current.configuration, next, configurationFile);
        note(lost === undefined ? next.notices : [...next.notices, lost]);
        return lost === undefined ? next.configuration : current.configuration;
      },
      (error: unknown) => {
        if (!isConfigurationError(error)) throw error;
        const stays = {
          severity: "error",
          file: configurationFile,
          message: "the configuration stays as it was",
        } as const;
        note([...error.notices, stays]);
        return current.configuration;
      },
    );
    loaded = await loadCatalogs(configuration, { previous: loaded });
    notices.push(...loaded.notices);
    problems.push(...loaded.problems);
    current = {
      configuration,
      catalogs: loaded.catalogs,
      rows: rowsOf(loaded),
      problems,
      unchangedWarnings: reporter.report(notices),
      version: current.version + 1,
    };
    // The look from before the reading counts, so that a change during it is found next time; files that are named for
    // the first time were not looked at before.
    inForce = new Map([...(await look())].map(([path, now]) => [path, before.get(path) ?? now]));
    onReload(current);
  }

  let loading: Promise<void> = Promise.resolve();
  function reload(): Promise<void> {
    loading = loading.then(load).catch((error: unknown) => {
      const message = `loading anew failed, everything stays as it was: ${String(error)}`;
      onNotice({ severity: "error", file: configurationFile, message });
    });
    return loading;
  }

  let polling: Promise<void> = Promise.resolve();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let closed = false;
  let lastLook: FileSnapshot | undefined;
  async function poll(): Promise<void> {
    const now = await look();
    if (closed) return;
    const changed = !isSameSnapshot(now, inForce);
    if (changed && lastLook !== undefined && isSameSnapshot(now, lastLook)) await reload();
    lastLook = changed ? now : undefined;
    schedule();
  }
  function schedule(): void {
    if (closed || pollIntervalMs === 0) return;
    timer = setTimeout(() => {
      polling = poll();
    }, pollIntervalMs);
    // Watching alone is no reason for a process to live on.
    timer.unref();
  }
  schedule();

  return {
    get current() {
      return current;
    },
    reload,
    async close() {
      closed = true;
      clearTimeout(timer);
      await polling;
      await loading;
    },
  };
}

function rowsOf({ tables }: LoadedCatalogs): number {
  return [...tables.values()].reduce((sum, { table }) => sum + table.size, 0);
}

const isError = ({ severity }: ConfigurationNotice) => severity === "error";

/** @throws {ConfigurationError} with all that is wrong, if the server cannot or shall not start on it */
function refuseToStart(
  { notices, missingFolders }: ExaminedConfiguration,
  { problems }: LoadedCatalogs,
  allowIncomplete: boolean,
): void {
  const unusable = notices.some(isError);
  const missing = [...missingFolders.filter(isError), ...problems];
  if (unusable || (missing.length > 0 && !allowIncomplete)) {
    throw new ConfigurationError([...notices, ...missing], { incomplete: !unusable });
  }
}
