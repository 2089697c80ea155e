import type { Side } from "./catalog-files.ts";

/** Where the secondary listens unless it is told otherwise; the primary's `errorRedirect.rootUrl` names it. */
export const SECONDARY_URL = "http://127.0.0.1:8081";

/** `PlatformServer.conf` of one side. */
export function serverConf(side: Side): string {
  const redirect =
    side === "primary"
      ? `# What cannot be opened or read here is answered by the secondary server.
errorRedirect.rootUrl=${SECONDARY_URL}
errorRedirect.connectTimeout=1000
# Short, so that a secondary that has gone silent is seen without a long wait. The default is 30000.
errorRedirect.socketTimeout=10000
`
      : `# No server is behind the secondary: redirect on error is off.
errorRedirect.rootUrl=
`;
  return `# The sample shop's ${side} server.
${redirect}
catalog.rootPath=catalog
# Own sources first, then what both servers share. Fonts and profiles are looked for in "fonts" and "profiles" here,
# then in the image folders.
image.rootPaths=images;../shared/images;../shared/resources
staticContent.rootPaths=static;../shared/static

# Status, cache use, peer server, milliseconds, bytes, what was asked for, what was wrong.
accessLog.pattern=%s %{CacheUse}r %{PeerServer}r %D ms, %{Size}r bytes: %m %U%q (%{Exception}r)
`;
}
