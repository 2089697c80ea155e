import { afterPoll } from "../contract/after-poll.ts";
import type { BodySink, PushedBody } from "../contract/transport.ts";

/** A body is not held any more when so many bytes of it have come. */
const MAX_HELD_BYTES = 64 * 1024;

interface Held {
  readonly piece: Uint8Array;
  readonly release: (() => void) | undefined;
}

/**
 * Takes what has come of a body with its head, so that it is judged before the head leaves for the client: until then a body that breaks is
 * no broken transfer but a failure that can be answered. Waits for nothing that is not there yet, only for the event loop to look once
 * more. Of a body that goes on, no more than 64 KiB and the piece that goes beyond are taken.
 *
 * @returns a body with the same bytes and the same end
 * @throws what the body failed with by then
 */
export async function holdStart(body: PushedBody): Promise<PushedBody> {
  const held = new HeldStart(body);
  if (!held.begin()) await held.settled();
  if (held.outcome !== undefined && held.outcome !== "whole") {
    held.drop();
    throw held.outcome.failure;
  }
  return held;
}

class HeldStart implements BodySink, PushedBody {
  /** How the body has ended, if it has. */
  outcome: "whole" | { readonly failure: unknown } | undefined;
  readonly #body: PushedBody;
  #held: Held[] = [];
  #heldBytes = 0;
  #isHolding = true;
  #settle: (() => void) | undefined;
  #sink: BodySink | undefined;
  /** Whether the reader wants more. */
  #wanted = false;
  #passesOn = false;

  constructor(body: PushedBody) {
    this.#body = body;
  }

  /** @returns whether there is nothing to wait for */
  begin(): boolean {
    this.#body.start(this);
    if (this.outcome !== undefined) this.#isHolding = false;
    return !this.#isHolding;
  }

  /** Resolves when the body has ended, enough of it is there, or nothing more has come with what came. */
  settled(): Promise<void> {
    return new Promise((resolve) => {
      this.#settle = () => {
        this.#isHolding = false;
        this.#settle = undefined;
        resolve();
      };
      afterPoll(() => this.#settle?.());
    });
  }

  start(sink: BodySink): void {
    this.#sink = sink;
    this.resume();
  }

  resume(): void {
    this.#wanted = true;
    if (this.#passesOn || this.#sink === undefined) return;
    this.#passesOn = true;
    while (this.#wanted && this.#held.length > 0) {
      const { piece, release } = this.#held.shift()!;
      this.#wanted = false;
      // It may ask for more while it is given this.
      if (this.#sink?.write(piece, release) ?? false) this.#wanted = true;
    }
    this.#passesOn = false;
    if (!this.#wanted || this.#sink === undefined) return;
    if (this.outcome === undefined) this.#body.resume();
    else this.#finish();
  }

  cancel(reason: unknown): void {
    this.#sink = undefined;
    this.drop();
    if (this.outcome === undefined) this.#body.cancel(reason);
  }

  write(piece: Uint8Array, release: (() => void) | undefined): boolean {
    if (this.#sink !== undefined && this.#held.length === 0 && !this.#passesOn) return this.#sink.write(piece, release);
    this.#held.push({ piece, release });
    this.#heldBytes += piece.byteLength;
    if (this.#isHolding && this.#heldBytes < MAX_HELD_BYTES) return true;
    this.#isHolding = false;
    this.#settle?.();
    return false;
  }

  end(): void {
    this.#over("whole");
  }

  fail(failure: unknown): void {
    this.#over({ failure });
  }

  /** What is held is not wanted. */
  drop(): void {
    for (const { release } of this.#held) release?.();
    this.#held = [];
  }

  #over(outcome: "whole" | { readonly failure: unknown }): void {
    this.outcome = outcome;
    this.#settle?.();
    if (this.#sink !== undefined && this.#held.length === 0 && !this.#passesOn) this.#finish();
  }

  #finish(): void {
    const sink = this.#sink;
    this.#sink = undefined;
    if (this.outcome === "whole") sink?.end();
    else if (this.outcome !== undefined) sink?.fail(this.outcome.failure);
  }
}
