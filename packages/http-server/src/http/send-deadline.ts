import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";

/**
 * How long a client may take no byte of a response that waits for it. It is the timer of the socket, which starts anew
 * with every byte that the client takes, also in the middle of a large chunk.
 */
export class SendDeadline {
  readonly #response: ServerResponse;
  readonly #socket: Socket;
  readonly #timeoutMs: number;
  readonly #onStalled: () => void;
  #awaitsClient = false;
  /** The socket's own timeout while ours is in force. */
  #timeoutBefore: number | undefined;

  /**
   * @param socket of the request: a pipelined response has none before it is its turn
   * @param timeoutMs milliseconds; 0 for ever
   */
  constructor(response: ServerResponse, socket: Socket, timeoutMs: number, onStalled: () => void) {
    this.#response = response;
    this.#socket = socket;
    this.#timeoutMs = timeoutMs;
    this.#onStalled = onStalled;
  }

  /** The response waits for the client from now on. */
  start(): void {
    const { socket } = this.#response;
    if (this.#timeoutMs === 0 || this.#timeoutBefore !== undefined) return;
    this.#awaitsClient = true;
    if (socket === null) {
      // A pipelined response, which waits for its turn.
      this.#response.once("socket", () => {
        if (this.#awaitsClient) this.start();
      });
      return;
    }
    this.#timeoutBefore = socket.timeout ?? 0;
    socket.setTimeout(this.#timeoutMs, this.#onStalled);
  }

  /** The response does not wait for the client any more. */
  stop(): void {
    this.#awaitsClient = false;
    if (this.#timeoutBefore === undefined) return;
    this.#socket.off("timeout", this.#onStalled);
    this.#socket.setTimeout(this.#timeoutBefore);
    this.#timeoutBefore = undefined;
  }
}
