import type { AccessRecord } from "./access-record.ts";

/**
 * One access record as one line of JSON, without a line end. Units stand in the names; what is not known is left out.
 * Field values of headers are not written, except the few that operators search by.
 */
export function formatJsonRecord(record: AccessRecord): string {
  const { requestHeaders, responseHeaders, startedAtMs, totalTimeMs, sendTimeMs, redirect, ...rest } = record;
  return JSON.stringify({
    time: new Date(startedAtMs).toISOString(),
    ...rest,
    totalTimeMs: rounded(totalTimeMs),
    sendTimeMs: rounded(sendTimeMs),
    userAgent: requestHeaders.get("user-agent") ?? undefined,
    referer: requestHeaders.get("referer") ?? undefined,
    forwardedFor: requestHeaders.get("x-forwarded-for") ?? undefined,
    etag: responseHeaders.get("etag") ?? undefined,
    redirect: redirect && { ...redirect, cause: describe(redirect.cause) },
  });
}

function rounded(milliseconds: number): number {
  return Math.round(milliseconds * 1000) / 1000;
}

function describe(cause: unknown): string | undefined {
  if (cause === undefined) return undefined;
  return cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
}
