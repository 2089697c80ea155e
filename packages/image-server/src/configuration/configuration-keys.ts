import { ERROR_REDIRECT_KEYS, type ErrorRedirectKey } from "./error-redirect-keys.ts";

/** The keys of `PlatformServer.conf` that this server uses, without the section of the IS manual. */
export const CONFIGURATION_KEYS = [
  ...(Object.keys(ERROR_REDIRECT_KEYS) as ErrorRedirectKey[]),
  "catalog.rootPath",
  "image.rootPaths",
  "image.maxSourcePixels",
  "staticContent.rootPaths",
  "cache.maxSize",
  "cache.maxEntries",
  "clients.maxPipelinedRequests",
  "clients.maxRedirectsPerConnection",
  "clients.maxRedirectsPerAddress",
  "clients.maxRendersPerAddress",
  "repairList.clientAddressFilter",
  "accessLog.directory",
  "accessLog.prefix",
  "accessLog.pattern",
  "accessLog.maxDays",
] as const;

/** One of {@link CONFIGURATION_KEYS}. */
export type ConfigurationKey = (typeof CONFIGURATION_KEYS)[number];

/** What the IS manual calls the settings that IS keeps outside `PlatformServer.conf`. */
const MANUAL_NAMES: Readonly<Record<string, ConfigurationKey>> = {
  RootPath: "image.rootPaths",
  directory: "accessLog.directory",
  prefix: "accessLog.prefix",
  pattern: "accessLog.pattern",
  maxDays: "accessLog.maxDays",
};

/**
 * The key that a name in the file means: case-sensitive, with or without the section `PS::`, `IS::` or `TC::`, by
 * our name or the manual's (`IS::RootPath`, `TC::maxDays`). Undefined = unknown.
 */
export function configurationKey(name: string): ConfigurationKey | undefined {
  const bare = withoutSection(name);
  const known = CONFIGURATION_KEYS.find((key) => key === bare);
  return known ?? (Object.hasOwn(MANUAL_NAMES, bare) ? MANUAL_NAMES[bare] : undefined);
}

/** `PS::cache.maxSize` -> `cache.maxSize` */
export function withoutSection(name: string): string {
  return name.replace(/^(PS|IS|TC)::/, "");
}
