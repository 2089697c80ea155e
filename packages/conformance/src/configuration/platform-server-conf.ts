import type { ConfigurationSpec } from "../format/configuration.ts";
import { ACCESS_LOG_PATTERN } from "./access-log-line.ts";

/** The text of `PlatformServer.conf`, Java properties. */
export function platformServerConf(spec: ConfigurationSpec, rootUrl: string | undefined): string {
  const entries: [string, string | number | undefined][] = [
    ["errorRedirect.rootUrl", spec.root === "empty" ? "" : rootUrl],
    ["errorRedirect.connectTimeout", spec.connectTimeoutMs],
    ["errorRedirect.socketTimeout", spec.socketTimeoutMs],
    ["catalog.rootPath", spec.lost === "catalog-folder" ? "not-mounted" : "catalog"],
    ["image.rootPaths", spec.lost === "image-root" ? "images;not-mounted" : "images"],
    ["staticContent.rootPaths", "static"],
    ["accessLog.pattern", ACCESS_LOG_PATTERN],
  ];
  return entries
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}=${value}\n`)
    .join("");
}
