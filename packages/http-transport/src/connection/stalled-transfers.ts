import { performance } from "node:perf_hooks";
import { ClientGone } from "@understudy/core/adapter";

/** A transfer whose reader may keep it waiting. */
export interface StalledTransfer {
  /** Goes on without its place, which others need. */
  lendPlace(): void;
  /** Ends it: its reader keeps a connection that others need. */
  cut(reason: ClientGone): void;
}

/** How long a transfer waits for its reader before others may have its place, milliseconds. */
const PATIENCE_MS = 100;

/**
 * Transfers that wait for their readers. A reader that takes a byte a second would keep a place from all others: when
 * places are short, the transfers that have waited longest go on without theirs. So many may do so; of more, the one that has waited longest is
 * cut.
 */
export class StalledTransfers {
  readonly #maxLent: number;
  /** When each began to wait, milliseconds; the longest first. */
  readonly #pausedSinceMs = new Map<StalledTransfer, number>();
  /** Those that go on without a place. */
  readonly #lent = new Set<StalledTransfer>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param maxLent transfers that may go on without a place */
  constructor(maxLent: number) {
    this.#maxLent = maxLent;
  }

  paused(transfer: StalledTransfer): void {
    if (!this.#pausedSinceMs.has(transfer)) this.#pausedSinceMs.set(transfer, performance.now());
  }

  resumed(transfer: StalledTransfer): void {
    this.#pausedSinceMs.delete(transfer);
  }

  over(transfer: StalledTransfer): void {
    this.#pausedSinceMs.delete(transfer);
    this.#lent.delete(transfer);
  }

  /** Gives places of transfers that wait to others, now and later, for as long as places are short. */
  makeRoom(isShort: () => boolean): void {
    if (this.#timer !== undefined) return;
    const nowMs = performance.now();
    for (const [transfer, sinceMs] of this.#pausedSinceMs) {
      if (!isShort() || nowMs - sinceMs < PATIENCE_MS) break;
      if (this.#lent.has(transfer)) continue;
      if (this.#lent.size >= this.#maxLent && !this.#cutOne()) break;
      this.#lent.add(transfer);
      transfer.lendPlace();
    }
    if (!isShort()) return;
    // What waits ends at its connect deadline at the latest.
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      if (isShort()) this.makeRoom(isShort);
    }, PATIENCE_MS);
  }

  #cutOne(): boolean {
    for (const transfer of this.#pausedSinceMs.keys()) {
      if (!this.#lent.has(transfer)) continue;
      this.over(transfer);
      const message = "The client read more slowly than others, which needed the connection to the secondary.";
      transfer.cut(new ClientGone(message, "client-too-slow"));
      return true;
    }
    return false;
  }
}
