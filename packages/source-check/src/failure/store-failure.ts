import type { SourceFailure } from "./source-failure.ts";

/**
 * By the name or code that object stores give: S3 and what speaks its protocol (docs.aws.amazon.com, "S3 error
 * responses"), Google Cloud Storage, Azure Blob Storage. An unknown bucket is the set-up's fault: it is not known
 * whether it would have the source (X23).
 */
const BY_NAME: Readonly<Record<string, SourceFailure>> = {
  NoSuchKey: "missing",
  NotFound: "missing",
  NoSuchVersion: "missing",
  BlobNotFound: "missing",
  ResourceNotFound: "missing",
  AccessDenied: "unreadable",
  AllAccessDisabled: "unreadable",
  AccountProblem: "unreadable",
  AuthenticationFailed: "unreadable",
  AuthorizationFailure: "unreadable",
  BlobArchived: "unreadable",
  ContainerNotFound: "unreadable",
  CredentialsProviderError: "unreadable",
  ExpiredToken: "unreadable",
  Forbidden: "unreadable",
  InvalidAccessKeyId: "unreadable",
  InvalidObjectState: "unreadable",
  InvalidToken: "unreadable",
  NoSuchBucket: "unreadable",
  SignatureDoesNotMatch: "unreadable",
  BandwidthLimitExceeded: "overloaded",
  InternalError: "overloaded",
  NetworkingError: "overloaded",
  OperationTimedOut: "overloaded",
  RequestLimitExceeded: "overloaded",
  RequestThrottled: "overloaded",
  RequestTimeout: "overloaded",
  ServerBusy: "overloaded",
  ServiceUnavailable: "overloaded",
  SlowDown: "overloaded",
  Throttling: "overloaded",
  ThrottlingException: "overloaded",
  TimeoutError: "overloaded",
  TooManyRequests: "overloaded",
  TooManyRequestsException: "overloaded",
};

/** What a client of HTTP gives where the store was not reached or went away: Node, undici, Bun, Deno. */
const UNREACHED = new Set([
  "ECONNABORTED",
  "ECONNREFUSED",
  "ECONNRESET",
  "EAI_AGAIN",
  "EAI_FAIL",
  "EHOSTDOWN",
  "EHOSTUNREACH",
  "ENETDOWN",
  "ENETUNREACH",
  "ENOTFOUND",
  "EPIPE",
  "ETIMEDOUT",
  "UND_ERR_CONNECT_TIMEOUT",
  "UND_ERR_HEADERS_TIMEOUT",
  "UND_ERR_BODY_TIMEOUT",
  "UND_ERR_SOCKET",
  "ConnectionRefused",
  "ConnectionReset",
  "ConnectionAborted",
  "ConnectionClosed",
  "FailedToOpenSocket",
  "TimedOut",
]);

/**
 * What the answer of an object store or of another HTTP server means, thrown by its client or given as a response: by
 * `name`, `Code` or `code`, else by the status in `$metadata.httpStatusCode`, `statusCode`, `status` or a numeric
 * `code`. A store that is throttled, slow or down says nothing about the source (X22).
 *
 * @returns undefined for what is no answer of a store, and for a status that says nothing about the source
 */
export function storeFailure(error: unknown): SourceFailure | undefined {
  if (typeof error !== "object" || error === null) return undefined;
  const { name, Code, code, $metadata, statusCode, status } = error as Record<string, unknown>;
  for (const word of [Code, code, name]) {
    if (typeof word !== "string") continue;
    if (Object.hasOwn(BY_NAME, word)) return BY_NAME[word];
    if (UNREACHED.has(word)) return "overloaded";
  }
  const metadata = typeof $metadata === "object" && $metadata !== null ? ($metadata as Record<string, unknown>) : {};
  for (const number of [metadata.httpStatusCode, statusCode, status, code]) {
    const failure = byStatus(Number(number ?? Number.NaN));
    if (failure !== undefined) return failure;
  }
  return undefined;
}

function byStatus(status: number): SourceFailure | undefined {
  if (status === 404 || status === 410) return "missing";
  if ([401, 402, 403, 451].includes(status)) return "unreadable";
  if ([408, 425, 429].includes(status) || (status >= 500 && status <= 599)) return "overloaded";
  return undefined;
}
