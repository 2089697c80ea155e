/** Why a worker gave no answer to a job. */
export type LossReason =
  /** It did not end within the job's time. */
  | "time"
  /** The worker ran out of memory, or the server's memory grew by more than jobs may take. */
  | "memory"
  /** The worker ended, or broke in a way that it cannot be trusted any more. */
  | "crash"
  /** The worker did not even start. */
  | "start";

/** A job and the worker it ran on are lost. */
export class JobLost extends Error {
  override readonly name = "JobLost";
  readonly reason: LossReason;
  /** What the worker had in hand when it was lost: the number that it had last written down; -1 = nothing. */
  readonly inHand: number;

  constructor(reason: LossReason, inHand: number, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.reason = reason;
    this.inHand = inHand;
  }
}
