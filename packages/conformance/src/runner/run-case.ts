import type { ClientRequest, ClientResult, ClientScript } from "../client/client-result.ts";
import { exchangeWithHandler } from "../client/handler-client.ts";
import { exchange } from "../client/raw-client.ts";
import type { CaseRequest, ClientBehaviour, ConformanceCase } from "../format/case.ts";
import { fillIn } from "../format/fill-in.ts";
import { fieldValues } from "../http1/head.ts";
import { bodyPieces } from "../secondary/body-pieces.ts";
import { DEFAULT_ANSWER } from "../secondary/default-answer.ts";
import type { RecordedRequest } from "../secondary/recorded-request.ts";
import { CASE_FIELD, type Secondary } from "../secondary/secondary.ts";
import { checkClient } from "./check-client.ts";
import { checkLog } from "./check-log.ts";
import { checkSecondary } from "./check-secondary.ts";
import { type CaseEvidence, type RequestEvidence, requestEvidence } from "./evidence.ts";
import { createMismatchList } from "./mismatches.ts";
import type { Mismatch } from "./result.ts";
import { withRules } from "./rules-of-mismatch.ts";
import type { Target } from "./target.ts";

/** The servers around the one under test. */
export interface Surroundings {
  readonly target: Target;
  /** The second server under test, where the configuration has one. */
  readonly peer?: Target;
  readonly secondary: Secondary;
  /** A server that nothing may ever be sent to. */
  readonly decoy: Secondary;
  readonly trustProxy: boolean;
  /** How the server under test ended by itself, if it did. */
  readonly ended: () => string | undefined;
  /** Longest wait for a log line. */
  readonly logWaitMs: number;
  /** What the server was started on. */
  readonly configuration: CaseEvidence["configuration"];
}

const LONGEST_FINISH_MS = 8_000;

/** What came of a case. */
export interface CaseFindings {
  readonly mismatches: readonly Mismatch[];
  /** Of each request. */
  readonly requests: readonly RequestEvidence[];
}

/** Sends the requests of a case, one after the other, and gives what was not as expected, and what it was seen in. */
export async function runCase(one: ConformanceCase, around: Surroundings): Promise<CaseFindings> {
  const { secondary, decoy, target, peer } = around;
  let lastSeen: RecordedRequest | undefined;
  const placeholders = (name: string): string | undefined => {
    if (name.startsWith("seen:"))
      return lastSeen && fieldValues(lastSeen.fields, name.slice("seen:".length)).join(", ");
    const values: Record<string, string | undefined> = {
      case: one.id,
      secondary: secondary.host,
      decoy: decoy.host,
      self: "url" in target ? target.url : undefined,
      peer: peer && "url" in peer ? peer.url : undefined,
    };
    return values[name];
  };

  const behaviours = fillIn(one.secondary ?? [DEFAULT_ANSWER], placeholders);
  secondary.script(one.id, behaviours);
  const mismatches: Mismatch[] = [];
  const requests: RequestEvidence[] = [];
  for (const [index, raw] of one.requests.entries()) {
    const request = fillIn(raw, placeholders);
    const tag = `${one.id}.${index + 1}`;
    const { found, sent, result } = await runRequest(request, tag, index + 1, around);
    mismatches.push(...found.map((mismatch) => withRules(mismatch, one)));
    const secondarySide = { behaviours, requests: secondary.requests(tag) };
    requests.push(requestEvidence(index + 1, "url" in target ? target.url : undefined, sent, result, secondarySide));
    lastSeen = secondary.requests(tag)[0] ?? lastSeen;
  }
  return { mismatches, requests };
}

async function runRequest(
  request: CaseRequest,
  tag: string,
  number: number,
  around: Surroundings,
): Promise<{ found: Mismatch[]; sent: ClientRequest; result: ClientResult }> {
  const { target, secondary, decoy } = around;
  const { expect } = request;
  const body = request.body === undefined ? undefined : joined(bodyPieces(request.body).pieces());
  const sent = {
    method: request.method ?? "GET",
    target: request.target,
    headers: [...(request.headers ?? []), [CASE_FIELD, tag] as const],
    ...(body && { body }),
    bodyFraming: request.bodyFraming ?? "length",
  } as const;

  const script = scriptOf(request.client, () => secondary.arrival(tag));
  const result: ClientResult =
    "url" in target
      ? await exchange(target.url, sent, script)
      : await exchangeWithHandler(target.handler, sent, script, { trustProxy: around.trustProxy });

  const clientList = createMismatchList(`request ${number}, client`);
  checkClient(result, expect.client, clientList);
  const secondaryList = createMismatchList(`request ${number}, secondary`);
  if (expect.secondary) {
    const requests = secondary.requests(tag);
    await atMost(LONGEST_FINISH_MS, Promise.all(requests.map((recorded) => recorded.finished)));
    checkSecondary(requests, sent, expect.secondary, secondaryList);
  }
  if (expect.decoyRequests !== undefined) {
    const reached = decoy.requests(tag).length;
    secondaryList.check(reached === 0, "requests to a foreign server", 0, reached);
  }
  const logList = createMismatchList(`request ${number}, access log`);
  if (expect.log) await checkLog(target.log, tag, expect.log, logList, around.logWaitMs);
  return { found: [...clientList.found, ...secondaryList.found, ...logList.found], sent, result };
}

function scriptOf(behaviour: ClientBehaviour | undefined, arrival: () => Promise<RecordedRequest>): ClientScript {
  switch (behaviour?.kind) {
    case "leave-before-head":
      return { leaveWhen: arrival().then(() => {}) };
    case "leave-mid-body":
      return { leaveAfterBytes: behaviour.afterBytes };
    case "pause":
      return {
        pauseAfterBytes: behaviour.afterBytes,
        resumeWhen: () => new Promise((resolve) => setTimeout(resolve, behaviour.pauseMs)),
      };
    case "stop-reading":
      return {
        pauseAfterBytes: behaviour.afterBytes,
        resumeWhen: async () => sendingHasStopped(await arrival()),
        leaveAfterPause: true,
      };
    default:
      return {};
  }
}

/** Resolves when no more bytes have left for a while: there is no event for a connection that takes nothing. */
async function sendingHasStopped(request: RecordedRequest): Promise<void> {
  for (let before = -1, rounds = 0; rounds < 5 && request.answer === "under-way"; ) {
    rounds = request.sentBytes === before ? rounds + 1 : 0;
    before = request.sentBytes;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function atMost(milliseconds: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  await Promise.race([work, late]);
  clearTimeout(timer);
}

function joined(pieces: Iterable<Uint8Array>): Uint8Array {
  const all = [...pieces];
  const bytes = new Uint8Array(all.reduce((length, piece) => length + piece.length, 0));
  let at = 0;
  for (const piece of all) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}
