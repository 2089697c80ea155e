/** Which of several processes that serve on one port a server runs in. */
export interface ProcessOfSeveral {
  /** From 1 to `count`. */
  readonly number: number;
  readonly count: number;
  /** Of the system. */
  readonly pid: number;
}
