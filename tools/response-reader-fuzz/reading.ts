/** What a reader makes of the bytes that a server sends on a connection, up to the end of the connection. */
export type Reading =
  /** No final head. `problem` names what the reader found wrong. */
  | { readonly kind: "none"; readonly problem: string }
  /** A final head, and a body that broke off. */
  | { readonly kind: "broken"; readonly problem: string; readonly head: HeadReading; readonly body: string }
  | {
      readonly kind: "whole";
      readonly head: HeadReading;
      /** Latin-1 */
      readonly body: string;
      /**
       * Whether the connection can serve another request: all bytes were the answer's, and nothing says that it closes.
       */
      readonly reusable: boolean;
    };

/** The final head. */
export interface HeadReading {
  readonly status: number;
  /** Names and values in turn. */
  readonly fields: readonly string[];
}

/** Reads an answer to a request. @param pieces what comes, cut as it comes; then the connection ends */
export type Reader = (method: string, pieces: readonly Buffer[]) => Reading;
