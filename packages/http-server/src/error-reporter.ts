import { isForwardError } from "@understudy/core/adapter";

/** The request during which something failed. */
export interface FailedRequest {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
}

/** Gets what no client can be told: errors that a handler throws, bodies that break. */
export type ErrorListener = (error: unknown, request: FailedRequest | undefined) => void;

/** @returns a function that reports and never throws */
export function createErrorReporter(onError: ErrorListener = logError): ErrorListener {
  return (error, request) => {
    // A secondary that broke its answer off is in the access log (X08), and no fault of this server.
    if (isForwardError(error)) return;
    try {
      onError(error, request);
    } catch (failure) {
      console.error(failure);
    }
  };
}

function logError(error: unknown, request: FailedRequest | undefined): void {
  if (request === undefined) console.error(error);
  else console.error(`${request.method} ${request.url}:`, error);
}
