import { connect, type Socket } from "node:net";
import { AnswerReader } from "./answer-reader.ts";
import { bodyOf, type Exchange, type Manner } from "./plan.ts";

/** What a client has met with. */
export interface Seen {
  readonly end:
    | "whole"
    | "own"
    | "cut"
    | "looks-whole"
    | "mixed"
    | "left"
    | "unanswered"
    | "hung"
    | "malformed"
    | "crossed";
  readonly status: number;
  readonly bodyBytes: number;
  readonly detail: string;
}

/** Where the clients of a soak report what they have seen. */
export type Report = (exchange: Exchange, seen: Seen) => void;

const PIPELINED = 4;
const HANG_MS = 30_000;
const SLOW_MS = 2;
const LEAVE_MS = 20;
const NOTHING = new Uint8Array(0);

/** Sends some requests in the client's manner, on as few connections as that allows. Resolves when all are over. */
export async function converse(
  url: URL,
  seed: number,
  exchanges: readonly Exchange[],
  manner: Manner,
  report: Report,
): Promise<void> {
  const together = manner === "pipeline" ? PIPELINED : 1;
  let kept: Socket | undefined;
  for (let at = 0; at < exchanges.length; at += together) {
    kept = await ask(url, seed, exchanges.slice(at, at + together), manner, report, kept);
  }
  kept?.destroy();
}

/** Sends them in one piece. @returns the connection, when it is good for more */
function ask(
  url: URL,
  seed: number,
  exchanges: readonly Exchange[],
  manner: Manner,
  report: Report,
  kept: Socket | undefined,
): Promise<Socket | undefined> {
  return new Promise((resolve) => {
    const socket = kept ?? connect({ host: url.hostname, port: Number(url.port), noDelay: true, allowHalfOpen: true });
    let index = 0;
    let reader = readerOf(0);
    let timer: NodeJS.Timeout | undefined;
    let isOver = false;
    const hang = setTimeout(() => fail("hung", `nothing for ${HANG_MS} ms`), HANG_MS);
    const reusable = manner === "keep" || manner === "pipeline";

    function readerOf(position: number): AnswerReader {
      const exchange = exchanges[position]!;
      return new AnswerReader(exchange, exchange.carriedBytes > 0 ? bodyOf(seed, exchange) : new Uint8Array(0));
    }
    function settle(end: Seen["end"], detail = ""): void {
      report(exchanges[index]!, { end, detail, status: reader.status, bodyBytes: reader.bodyBytes });
      index += 1;
      if (index < exchanges.length) reader = readerOf(index);
    }
    function over(again: boolean): void {
      isOver = true;
      clearTimeout(hang);
      clearTimeout(timer);
      socket.removeAllListeners().on("error", () => {});
      if (!again) socket.destroy();
      resolve(again ? socket : undefined);
    }
    function fail(end: Seen["end"], detail: string): void {
      settle(end, detail);
      while (index < exchanges.length) settle("unanswered");
      over(false);
    }
    function settleWhole(): void {
      if (reader.own) settle("own");
      else if (reader.crossed) settle("crossed");
      else if (reader.isWhole) settle("whole");
      else settle(reader.right ? "looks-whole" : "mixed", `${reader.bodyBytes} bytes`);
    }
    function take(bytes: Uint8Array): void {
      let rest = bytes;
      try {
        do {
          rest = reader.push(rest);
          if (reader.right && reader.done) settleWhole();
        } while (rest.length > 0 && index < exchanges.length && reader.right);
      } catch (error) {
        fail("malformed", (error as Error).message);
        return;
      }
      if (index < exchanges.length) {
        if (!reader.right) fail("mixed", `at byte ${reader.bodyBytes} or in the head, status ${reader.status}`);
        return;
      }
      if (rest.length > 0)
        report(exchanges.at(-1)!, { end: "malformed", detail: "more bytes", status: 0, bodyBytes: 0 });
      over(reusable && rest.length === 0);
    }
    function closed(how: string, clean: boolean): void {
      if (isOver) return;
      if (index === exchanges.length) over(false);
      else if (clean && reader.endsWithClose) {
        settleWhole();
        while (index < exchanges.length) settle("unanswered");
        over(false);
      } else if (index > 0 && reader.status === 0) fail("unanswered", how);
      else fail("cut", how);
    }

    socket.on("data", (bytes: Buffer) => {
      take(bytes);
      if (index === exchanges.length) return;
      if (manner === "leave-in-body" && reader.bodyBytes > 0) return fail("left", "in the body");
      if (manner !== "slow") return;
      socket.pause();
      timer = setTimeout(() => socket.resume(), SLOW_MS);
    });
    socket.on("error", (error: NodeJS.ErrnoException) => closed(error.code ?? error.message, false));
    socket.on("end", () => {
      // Node.js before 24 reports a reset behind the last bytes as an end; an empty write fails then.
      socket.write(NOTHING, (error) => closed(error ? "reset" : "FIN", !error));
    });
    socket.on("close", () => closed("close", false));
    socket.write(exchanges.map((exchange) => requestOf(exchange, manner, url.host)).join(""), () => {
      if (manner !== "leave-before-head") return;
      timer = setTimeout(() => fail("left", "before the head"), LEAVE_MS * exchanges[0]!.chance);
    });
  });
}

function requestOf({ id, kind, method }: Exchange, manner: Manner, host: string): string {
  const fields = [
    ...(manner === "close" ? ["Connection: close"] : []),
    ...(kind === "status-304" ? ['If-None-Match: "a"'] : []),
  ];
  const version = manner === "http-1.0" ? "1.0" : "1.1";
  return [`${method} /soak/${id} HTTP/${version}`, `Host: ${host}`, ...fields, "\r\n"].join("\r\n");
}
