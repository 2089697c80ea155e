import type { ClientContext, Transport } from "@understudy/core";
import type { AnswerElsewhere, Cancellation, RequestHead, SendOutcome } from "@understudy/core/adapter";
import type { ClientOrigin } from "../client/client-origin.ts";
import type { SecondaryTransport } from "../client/secondary-transport.ts";
import type { ErrorListener } from "../error-reporter.ts";
import { internalServerError } from "../head/plain-answers.ts";
import { arrivalOf } from "./arrivals.ts";
import type { ClientExchange } from "./client-exchange.ts";
import type { LazyRequest } from "./lazy-request.ts";
import { type PassedOn, watchPassedOn } from "./passed-on.ts";

/**
 * What core learns about a client. A class, so that a request costs one small object and what is not asked for costs
 * nothing.
 */
export class Client implements ClientContext {
  readonly takesPushedBody = true;
  readonly #origin: ClientOrigin;
  readonly #exchange: ClientExchange;
  readonly #request: LazyRequest;
  readonly #report: ErrorListener;
  readonly #secondary: SecondaryTransport;
  #passedOn: PassedOn | undefined;
  #recover: ((failure: unknown) => Promise<Response>) | undefined;

  constructor(
    origin: ClientOrigin,
    exchange: ClientExchange,
    request: LazyRequest,
    report: ErrorListener,
    secondary: SecondaryTransport,
  ) {
    this.#origin = origin;
    this.#exchange = exchange;
    this.#request = request;
    this.#report = report;
    this.#secondary = secondary;
  }

  get address(): string | undefined {
    return this.#origin.address;
  }

  get peerAddress(): string | undefined {
    return this.#origin.peerAddress;
  }

  get connection(): object {
    return this.#exchange.request.socket;
  }

  get protocol(): "http" | "https" {
    return this.#origin.protocol;
  }

  get trusted(): boolean {
    return this.#origin.trusted;
  }

  get localPort(): number | undefined {
    return this.#exchange.request.socket.localPort;
  }

  get arrivedAtMs(): number | undefined {
    return arrivalOf(this.#exchange.request);
  }

  get transport(): Transport {
    return this.#secondary.transport;
  }

  get signal(): AbortSignal {
    return this.#exchange.signal;
  }

  get gone(): Cancellation {
    return this.#exchange;
  }

  requestHead(): RequestHead | undefined {
    return this.#request.head;
  }

  beforeFirstByte(recover: (failure: unknown) => Promise<Response>): void {
    this.#recover = recover;
  }

  /** What {@link beforeFirstByte} was given, once. */
  takeRecover(): ((failure: unknown) => Promise<Response>) | undefined {
    const recover = this.#recover;
    this.#recover = undefined;
    return recover;
  }

  /** The framework answers from now on. */
  passedOn(): void {
    this.#passedOn = watchPassedOn(this.#exchange.response);
  }

  onAnsweredElsewhere(callback: (answer: AnswerElsewhere) => void): void {
    const { response } = this.#exchange;
    this.onSent((outcome) => {
      // Without a framework the plain 500 is ours.
      const fields = this.#passedOn?.fields() ?? [...internalServerError().headers];
      const bodyBytes = this.#passedOn?.bodyBytes() ?? outcome.bodyBytes;
      callback({ status: response.statusCode, fields, outcome: { ...outcome, bodyBytes } });
    });
  }

  onSent(callback: (outcome: SendOutcome) => void): void {
    this.#exchange.onSent((outcome) => {
      // It is called from an event of the connection: what it throws would end the process.
      try {
        callback(outcome);
      } catch (error) {
        this.#report(error, this.#exchange.request);
      }
    });
  }
}
