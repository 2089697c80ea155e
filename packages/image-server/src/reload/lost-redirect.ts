import type { ConfigurationNotice, ServerConfiguration } from "../configuration/configuration.ts";
import type { LoadedConfiguration } from "../configuration/load-configuration.ts";

/**
 * Whether a new version of the configuration file would switch redirect on error off without saying so: the file is
 * gone, empty or cut short. "Off" is the default (R12), so nothing else would distinguish such a file from a decision.
 *
 * @returns what the operator should know; undefined when redirect stays on, was off before, or is switched off by
 *   `errorRedirect.rootUrl=`
 */
export function lostRedirect(
  { errorRedirect: { rootUrl } }: ServerConfiguration,
  next: Pick<LoadedConfiguration, "configuration" | "keys">,
  file: string,
): ConfigurationNotice | undefined {
  const wasOn = rootUrl !== undefined;
  if (!wasOn || next.keys.has("errorRedirect.rootUrl")) return undefined;
  const message =
    `errorRedirect.rootUrl was ${JSON.stringify(rootUrl)} and is not in the file any more; the configuration stays as it was ` +
    '(to switch redirect on error off write "errorRedirect.rootUrl=")';
  return { severity: "error", file, column: "errorRedirect.rootUrl", message };
}
