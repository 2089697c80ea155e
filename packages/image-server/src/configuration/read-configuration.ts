import { resolve } from "node:path";
import { createPatternFormatter, DEFAULT_ACCESS_LOG_PATTERN } from "@understudy/core";
import { didYouMean } from "@understudy/core/adapter";
import { DEFAULT_MAX_SOURCE_PIXELS } from "@understudy/source-check/decoder";
import { clientAddressFilter } from "./address-list.ts";
import type { ConfigurationNotice, ServerConfiguration } from "./configuration.ts";
import { CONFIGURATION_KEYS, type ConfigurationKey, configurationKey, withoutSection } from "./configuration-keys.ts";
import {
  ERROR_REDIRECT_DEFAULTS,
  ERROR_REDIRECT_KEYS,
  type ErrorRedirectKey,
  readErrorRedirectKey,
} from "./error-redirect-keys.ts";
import type { DefaultFolders } from "./folder-layout.ts";
import type { PropertyEntry } from "./properties-file.ts";

/**
 * Refuses requests without a catalog. IS manual, "PlatformServer.conf"; the file itself has it without the second "e".
 */
const DEFAULT_CATALOG_KEY = /^allowDefaultCatalogReque?sts$/;

/**
 * Turns the entries of `PlatformServer.conf` into a complete configuration. Relative paths are relative to `folder`;
 * `folders` are those of a configuration that names none.
 * Where an entry has a bad value there is a notice of severity `error` and the default is in the configuration,
 * which must then not be used.
 */
export function readConfiguration(
  entries: readonly PropertyEntry[],
  folder: string,
  file: string,
  folders: DefaultFolders,
): {
  configuration: ServerConfiguration;
  /** The keys that are in the file, with or without a value. */
  keys: ReadonlySet<ConfigurationKey>;
  notices: readonly ConfigurationNotice[];
} {
  const notices: ConfigurationNotice[] = [];
  const byKey = new Map<ConfigurationKey, PropertyEntry>();
  const notice = (severity: ConfigurationNotice["severity"], entry: PropertyEntry, message: string) =>
    notices.push({ severity, file, line: entry.line, column: entry.key, message });

  for (const entry of entries) {
    const key = configurationKey(entry.key);
    if (key === undefined && DEFAULT_CATALOG_KEY.test(withoutSection(entry.key))) {
      if (/^false$/i.test(entry.value.trim())) {
        const unkept = "which this server does not keep: it would serve what that guards; allowed is true";
        notice("error", entry, `${entry.key} is ${JSON.stringify(entry.value)}, ${unkept}`);
      }
      continue;
    }
    if (key === undefined) {
      const suggestion = didYouMean(withoutSection(entry.key), CONFIGURATION_KEYS);
      notice("warning", entry, `the key ${JSON.stringify(entry.key)} is not known and is ignored${suggestion}`);
      continue;
    }
    const earlier = byKey.get(key);
    if (earlier) notice("warning", entry, `${key} is set again; the value of line ${earlier.line} is not used`);
    byKey.set(key, entry);
  }

  /** Value of a key that is there and not empty, read; a bad one leaves the default. */
  function read<T>(key: ConfigurationKey, defaultValue: T, parse: (value: string) => T): T {
    const entry = byKey.get(key);
    if (entry === undefined || entry.value.trim() === "") return defaultValue;
    try {
      return parse(entry.value);
    } catch (error) {
      notice("error", entry, error instanceof Error ? error.message : String(error));
      return defaultValue;
    }
  }

  const path = (value: string) => resolve(folder, value.trim());
  const paths = (key: ConfigurationKey, defaultFolder: string) =>
    read(key, [defaultFolder], (value) => {
      const found = value.split(";").filter((part) => part.trim() !== "");
      if (found.length === 0) throw new Error(`${key} is ${JSON.stringify(value)}; allowed: folders, separated by ";"`);
      return [...new Set(found.map(path))];
    });

  const count = (key: ConfigurationKey, defaultValue: number, min: number) =>
    read(key, defaultValue, wholeNumber(key, min, "numbers", MOST_COUNTED));

  let errorRedirect = ERROR_REDIRECT_DEFAULTS;
  for (const key of Object.keys(ERROR_REDIRECT_KEYS) as ErrorRedirectKey[]) {
    errorRedirect = { ...errorRedirect, ...read(key, {}, (value) => readErrorRedirectKey(key, value)) };
  }
  const configuration: ServerConfiguration = {
    errorRedirect,
    catalogRootPath: read("catalog.rootPath", folders.catalog, path),
    imageRootPaths: paths("image.rootPaths", folders.images),
    imageRootsNamed: byKey.has("image.rootPaths"),
    staticContentRootPaths: paths("staticContent.rootPaths", folders.static),
    maxSourcePixels: read(
      "image.maxSourcePixels",
      DEFAULT_MAX_SOURCE_PIXELS,
      wholeNumber("image.maxSourcePixels", 1, "pixels"),
    ),
    cache: {
      maxSizeBytes: read("cache.maxSize", 64 * 1024 * 1024, wholeNumber("cache.maxSize", 0, "bytes")),
      maxEntries: read("cache.maxEntries", 10_000, wholeNumber("cache.maxEntries", 0, "entries")),
    },
    clients: {
      maxPipelinedRequests: count("clients.maxPipelinedRequests", 4, 1),
      maxRedirectsPerConnection: count("clients.maxRedirectsPerConnection", 16, 0),
      maxRedirectsPerAddress: count("clients.maxRedirectsPerAddress", 0, 0),
      maxRendersPerAddress: count("clients.maxRendersPerAddress", 0, 0),
    },
    repairList: {
      clientAddressFilter: read("repairList.clientAddressFilter", ["127.0.0.0/8", "::1"], addresses),
    },
    accessLog: {
      directory: read<string | undefined>("accessLog.directory", undefined, path),
      prefix: read("accessLog.prefix", "access-", fileNamePrefix),
      pattern: read("accessLog.pattern", DEFAULT_ACCESS_LOG_PATTERN, accessLogPattern),
      maxDays: read("accessLog.maxDays", 10, wholeNumber("accessLog.maxDays", 1, "days")),
    },
  };
  return { configuration, keys: new Set(byKey.keys()), notices };
}

/** The most that `serve` takes for a limit of one client. */
const MOST_COUNTED = 65_535;

function wholeNumber(
  key: ConfigurationKey,
  min: number,
  unit: string,
  max = Number.MAX_SAFE_INTEGER,
): (value: string) => number {
  return (value) => {
    const number = /^\d+$/.test(value.trim()) ? Number(value) : Number.NaN;
    if (!Number.isSafeInteger(number) || number < min || number > max) {
      throw new Error(`${key} is ${JSON.stringify(value)}; allowed: whole ${unit} from ${min} to ${max}`);
    }
    return number;
  };
}

function fileNamePrefix(value: string): string {
  if (/[/\\\0]/.test(value)) {
    throw new Error(`accessLog.prefix is ${JSON.stringify(value)}; allowed: the beginning of a file name, no folder`);
  }
  return value;
}

function addresses(value: string): readonly string[] {
  const { filter, bad } = clientAddressFilter(value);
  if (bad.length === 0) return filter;
  const allowed = "IP addresses and CIDR ranges, separated by commas";
  throw new Error(`repairList.clientAddressFilter is ${JSON.stringify(value)}; allowed: ${allowed}`);
}

function accessLogPattern(value: string): string {
  // Compiled here only for its complaints.
  createPatternFormatter(value);
  return value;
}
