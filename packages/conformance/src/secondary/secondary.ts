import type { AddressInfo } from "node:net";
import { createServer, type Socket } from "node:net";
import { fieldValues } from "../http1/head.ts";
import type { Behaviour } from "./behaviour.ts";
import { behave } from "./misbehave.ts";
import type { RecordedRequest, RequestInWork } from "./recorded-request.ts";
import { createRequestParser, type ParsedRequest } from "./request-parser.ts";
import { createWire } from "./wire.ts";

/** A server that does to each request what its script says, and remembers what reached it. */
export interface Secondary {
  /** `http://127.0.0.1:port` */
  readonly url: string;
  /** `127.0.0.1:port` */
  readonly host: string;
  /** Says what the requests of a case get: the n-th the n-th behaviour, all further ones the last. */
  script(caseId: string, behaviours: readonly Behaviour[]): void;
  /** The requests with this tag so far, in order of arrival. */
  requests(tag: string): readonly RecordedRequest[];
  /** Resolves with the first request with this tag. */
  arrival(tag: string): Promise<RecordedRequest>;
  /** Ends all connections and the listener. */
  close(): Promise<void>;
}

/** The field by which a request names its case and its place in it: `case-id.1`. */
export const CASE_FIELD = "X-Case";

const UNSCRIPTED: Behaviour = { kind: "answer", status: 404, body: "Nothing is scripted for this request.\n" };

/** Starts a scripted secondary on 127.0.0.1, on a free port. */
export async function startSecondary(): Promise<Secondary> {
  const scripts = new Map<string, { behaviours: readonly Behaviour[]; next: number }>();
  const requests: RecordedRequest[] = [];
  const waiting: { tag: string; resolve: (request: RecordedRequest) => void }[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;

  function nextBehaviour(tag: string, target: string): Behaviour {
    // A server that does not forward X-Case is still recognised by its path.
    const id = tag ? tag.replace(/\.\d+$/, "") : [...scripts.keys()].find((known) => target.includes(`/${known}/`));
    const script = id === undefined ? undefined : scripts.get(id);
    if (!script) return UNSCRIPTED;
    return script.behaviours[Math.min(script.next++, script.behaviours.length - 1)] ?? UNSCRIPTED;
  }

  function record(parsed: ParsedRequest, connection: number, finished: Promise<void>): RequestInWork {
    const { head, ...rest } = parsed;
    const request: RequestInWork = {
      ...rest,
      tag: fieldValues(head.fields, CASE_FIELD)[0] ?? "",
      connection,
      headLines: [head.startLine, ...head.lines],
      fields: head.fields,
      sentBytes: 0,
      answer: "under-way",
      closedEarly: false,
      finished,
    };
    requests.push(request);
    for (const waiter of waiting.filter(({ tag }) => tag === request.tag)) waiter.resolve(request);
    return request;
  }

  function onConnection(socket: Socket): void {
    const connection = ++connections;
    sockets.add(socket);
    let current: RequestInWork | undefined;
    let endedByUs = false;
    let turn = Promise.resolve();
    let leave: () => void = () => {};
    const gone = new Promise<void>((resolve) => {
      leave = resolve;
    });
    const wire = createWire(socket, gone);

    async function answer(parsed: ParsedRequest): Promise<void> {
      let finish: () => void = () => {};
      const finished = new Promise<void>((resolve) => {
        finish = resolve;
      });
      const request = record(parsed, connection, finished);
      current = request;
      void gone.then(finish);
      try {
        const whole = await behave(nextBehaviour(request.tag, request.target), request, wire);
        request.answer = whole ? "whole" : "broken-off";
      } catch {
        request.answer = "broken-off";
        request.closedEarly = true;
      }
      if (request.answer === "broken-off") endedByUs = true;
      current = undefined;
      finish();
    }

    function peerLeft(): void {
      if (current && !endedByUs) current.closedEarly = true;
      leave();
      socket.destroy();
    }

    const parse = createRequestParser((parsed) => {
      turn = turn.then(() => answer(parsed));
    });
    socket.on("data", (bytes) => {
      try {
        parse(bytes);
      } catch {
        socket.destroy();
      }
    });
    socket.on("end", peerLeft);
    socket.on("error", peerLeft);
    socket.on("close", () => {
      sockets.delete(socket);
      peerLeft();
    });
  }

  const server = createServer({ allowHalfOpen: true, noDelay: true }, onConnection);
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: `http://${host}`,
    host,
    script: (caseId, behaviours) => {
      scripts.set(caseId, { behaviours, next: 0 });
    },
    requests: (tag) => requests.filter((request) => request.tag === tag),
    arrival: (tag) => {
      const known = requests.find((request) => request.tag === tag);
      return known ? Promise.resolve(known) : new Promise((resolve) => waiting.push({ tag, resolve }));
    },
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
