/** What the primary of the soak tells when it is asked, after a garbage collection. */
export interface Snapshot {
  /** Requests that are in the access log. */
  readonly logged: number;
  /** The first request that is not in the log. */
  readonly firstMissing: number;
  /** Requests that are in it more than once. */
  readonly loggedAgain: number;
  /** Log entries by what they say: `complete`, `499`, the forward error's code, or `incomplete`. */
  readonly outcomes: Readonly<Record<string, number>>;
  /** Heap in use, bytes. */
  readonly heapBytes: number;
}
