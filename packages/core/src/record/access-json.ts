import type { AccessRecord } from "./access-record.ts";
import { formatUtcTime } from "./access-time.ts";

/**
 * One access record as one line of JSON, without a line end. Units are in the names; what is not known is left out.
 * Field values of headers are not written, except the few that operators search by.
 */
export function formatJsonRecord(record: AccessRecord): string {
  const { scheme, authority, target, requestHeaders, responseHeaders, redirect } = record;
  // Undefined fields are left out. To copy everything and take some back is several times faster than to copy all but some.
  return JSON.stringify({
    time: formatUtcTime(record.startedAtMs),
    ...record,
    url: `${scheme}://${authority}${target}`,
    startedAtMs: undefined,
    scheme: undefined,
    authority: undefined,
    target: undefined,
    requestHeaders: undefined,
    responseHeaders: undefined,
    totalTimeMs: rounded(record.totalTimeMs),
    sendTimeMs: rounded(record.sendTimeMs),
    userAgent: requestHeaders.get("user-agent") ?? undefined,
    referer: requestHeaders.get("referer") ?? undefined,
    forwardedFor: requestHeaders.get("x-forwarded-for") ?? undefined,
    etag: responseHeaders.get("etag") ?? undefined,
    redirect: redirect?.cause === undefined ? redirect : { ...redirect, cause: describe(redirect.cause) },
  });
}

function rounded(milliseconds: number): number {
  return Math.round(milliseconds * 1000) / 1000;
}

function describe(cause: unknown): string {
  return cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
}
