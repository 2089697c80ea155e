/** What the suite reads from one line of the access log. `-` means none. */
export interface AccessLogLine {
  /** Value of the request's `X-Case` field. */
  readonly tag: string;
  readonly status: string;
  readonly cacheUse: string;
  readonly peerServer: string;
  readonly processingStatus: string;
  readonly exception: string;
}

const MARK = "conformance-log";

const VARIABLES: Readonly<Record<keyof AccessLogLine, string>> = {
  tag: "%{X-Case}i",
  status: "%s",
  cacheUse: "%{CacheUse}r",
  peerServer: "%{PeerServer}r",
  processingStatus: "%{ProcessingStatus}r",
  exception: "%{Exception}r",
};

/** The `accessLog.pattern` (`TC::pattern`) of every configuration that the suite writes. */
export const ACCESS_LOG_PATTERN = [MARK, ...Object.entries(VARIABLES).map(([name, value]) => `${name}=${value}`)].join(
  " ",
);

/** Reads a line that was written by {@link ACCESS_LOG_PATTERN}; undefined for any other. */
export function parseAccessLogLine(line: string): AccessLogLine | undefined {
  const [mark, ...pairs] = line.trim().split(" ");
  if (mark !== MARK) return undefined;
  const values = Object.fromEntries(pairs.map((pair) => pair.split(/=(.*)/s).slice(0, 2)));
  const names = Object.keys(VARIABLES);
  return names.every((name) => typeof values[name] === "string") ? (values as unknown as AccessLogLine) : undefined;
}
