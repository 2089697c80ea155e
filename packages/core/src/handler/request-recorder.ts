import type { ClientContext, SendOutcome } from "../contract/client-context.ts";
import { ClientGone, isClientGone } from "../contract/client-gone.ts";
import type { Clock } from "../contract/clock.ts";
import { fieldReader, type RequestHead } from "../contract/request-head.ts";
import type { ForwardResult } from "../forward/forwarder.ts";
import type { Transfer } from "../forward/guarded-body.ts";
import { responseFields } from "../message/pushed-response.ts";
import type { AccessNotes, AccessRecord, RedirectNote } from "../record/access-record.ts";
import { isForwardError } from "../rules/forward-error.ts";

/** Where records go, and what they are measured with. */
export interface RecorderSettings {
  readonly clock: Clock;
  /** Never throws. */
  readonly onRecord: (record: AccessRecord) => void;
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** Counts the requests that are under way, for `%O`. One a handler. */
export class RequestOverlap {
  count = 0;
}

/** Follows one request from its arrival to its last byte, and reports it once. */
export class RequestRecorder {
  readonly notes: AccessNotes;
  readonly #settings: RecorderSettings;
  readonly #head: RequestHead;
  readonly #client: ClientContext;
  readonly #overlap: RequestOverlap;
  readonly #startedAtMs: number;
  readonly #startMs: number;
  #sendStartMs = 0;
  #response: Response | undefined;
  #redirect: RedirectNote | undefined;
  /** The forwarded body, which may break after the note was taken. */
  #transfer: Transfer | undefined;
  #done = false;

  constructor(
    settings: RecorderSettings,
    head: RequestHead,
    client: ClientContext,
    notes: AccessNotes,
    overlap: RequestOverlap,
  ) {
    this.#settings = settings;
    this.#head = head;
    this.#client = client;
    this.notes = notes;
    this.#overlap = overlap;
    overlap.count += 1;
    const nowMs = settings.clock.wallTimeMs();
    // Never in the future, should the wall clock have been set back.
    const sinceArrivalMs = Math.max(0, nowMs - (client.arrivedAtMs ?? nowMs));
    this.#startedAtMs = nowMs - sinceArrivalMs;
    this.#startMs = settings.clock.monotonicMs() - sinceArrivalMs;
  }

  /** What redirect on error did. */
  forwarded(result: ForwardResult): void {
    this.#redirect = result.note;
    if (result.kind === "remote") this.#transfer = result.transfer;
  }

  /**
   * The response is about to be sent. The record is made when it has left, or its connection is gone.
   *
   * @param bodyBytes the length of its body where that is known, and all of it is there
   * @returns the response to hand to the adapter: the same one, unless only its body can tell when it is sent
   */
  sending(response: Response, bodyBytes?: number): Response {
    this.#sendStartMs = this.#settings.clock.monotonicMs();
    if (this.#client.onSent !== undefined) {
      // The second time it is another response to the same request: the first one failed before anything was sent.
      const isFirst = this.#response === undefined;
      this.#response = response;
      if (isFirst) this.#client.onSent((outcome) => this.#finish(this.#response ?? response, outcome));
      return response;
    }
    if (bodyBytes !== undefined || response.body === null) {
      this.#finish(response, { bodyBytes: bodyBytes ?? 0, complete: true });
      return response;
    }
    const { status, statusText, headers } = response;
    const body = watched(response.body, (outcome) => this.#finish(response, outcome));
    return new Response(body, { status, statusText, headers });
  }

  /** Another caller reports the request. */
  discard(): void {
    if (this.#done) return;
    this.#done = true;
    this.#overlap.count -= 1;
  }

  /** The handler failed and its server answers. */
  failed(failure: unknown): void {
    this.notes.exception ??= failure instanceof Error ? failure.name : String(failure);
    if (!isClientGone(failure) && this.#client.onAnsweredElsewhere !== undefined) {
      this.#sendStartMs = this.#settings.clock.monotonicMs();
      this.#client.onAnsweredElsewhere(({ status, fields, outcome }) => {
        this.#finish(new Response(null, { status: status < 200 ? 500 : status, headers: fields }), outcome);
      });
      return;
    }
    const response = new Response(null, { status: isClientGone(failure) ? ClientGone.status : 500 });
    this.#finish(response, { bodyBytes: 0, complete: !isClientGone(failure) });
  }

  #finish(response: Response, outcome: SendOutcome): void {
    if (this.#done) return;
    this.#done = true;
    const record = this.#record(response, outcome);
    this.#overlap.count -= 1;
    this.#settings.onRecord(record);
  }

  #record(response: Response, outcome: SendOutcome): AccessRecord {
    const { notes } = this;
    const responseHeaders = responseFields(response);
    const failure = this.#transfer?.failure ?? outcome.failure;
    const redirect = this.#redirectAfter(failure);
    const broken = failure !== undefined && !isClientGone(failure);
    const status = outcome.complete || broken ? (outcome.status ?? response.status) : ClientGone.status;
    const nowMs = this.#settings.clock.monotonicMs();
    const exception =
      notes.exception ??
      tooSlow(failure) ??
      redirect?.forwardError ??
      (redirect?.code === "-" ? undefined : redirect?.code);
    // Assigned one by one: a literal with a spread in it costs several times as much.
    const record: Mutable<AccessRecord> = Object.assign({} as Mutable<AccessRecord>, notes);
    if (exception !== undefined) record.exception = exception;
    record.cacheUse = redirect && redirect.outcome !== "local" ? "REMOTE" : (notes.cacheUse ?? "UNDEFINED");
    record.processingStatus = notes.processingStatus ?? processingStatusOf(response.status);
    record.startedAtMs = this.#startedAtMs;
    record.totalTimeMs = nowMs - this.#startMs;
    record.sendTimeMs = this.#sendStartMs === 0 ? 0 : nowMs - this.#sendStartMs;
    record.clientAddress = this.#client.address ?? "-";
    record.method = this.#head.method;
    record.scheme = this.#head.scheme;
    record.authority = this.#head.authority;
    record.target = this.#head.target;
    record.localPort = this.#client.localPort;
    record.status = status;
    record.bodyBytes = outcome.bodyBytes;
    record.complete = outcome.complete;
    record.peerServer = "-";
    record.contentType = responseHeaders.get("content-type") ?? "-";
    record.overlap = this.#overlap.count;
    record.requestHeaders = fieldReader(this.#head.fields);
    record.responseHeaders = responseHeaders;
    if (redirect !== undefined) record.redirect = redirect;
    return record;
  }

  /** The note, with what broke the body after it was taken (X08). */
  #redirectAfter(failure: unknown): RedirectNote | undefined {
    if (this.#redirect === undefined || !isForwardError(failure)) return this.#redirect;
    return { ...this.#redirect, forwardError: failure.code, cause: failure };
  }
}

/** Says that it was this server that gave the client up. */
function tooSlow(failure: unknown): string | undefined {
  return isClientGone(failure) && failure.code === "client-too-slow" ? failure.code : undefined;
}

/** Maps a status to `%{ProcessingStatus}r` (IS manual, "Access logging"). */
function processingStatusOf(status: number): 0 | 1 | 2 | 3 | 4 {
  if (status < 400) return 0;
  if (status === 404 || status === 410) return 1;
  if (status < 500) return 2;
  return status === 503 ? 4 : 3;
}

/** Passes a body on unchanged and reports once how it ended. */
function watched(
  source: ReadableStream<Uint8Array>,
  onEnd: (outcome: SendOutcome) => void,
): ReadableStream<Uint8Array> {
  const reader = source.getReader();
  let bodyBytes = 0;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await reader.read();
          if (done) {
            onEnd({ bodyBytes, complete: true });
            controller.close();
            return;
          }
          bodyBytes += value.byteLength;
          controller.enqueue(value);
        } catch (failure) {
          onEnd({ bodyBytes, complete: false, failure });
          throw failure;
        }
      },
      cancel(reason) {
        onEnd({ bodyBytes, complete: false });
        return reader.cancel(reason);
      },
    },
    { highWaterMark: 0 },
  );
}
