import { cancellationOf, type TransportResponse } from "@understudy/core/adapter";
import type { Connection } from "../../packages/http-transport/src/connection/connection.ts";
import { resolveOptions } from "../../packages/http-transport/src/options.ts";
import { parseOrigin } from "../../packages/http-transport/src/origin.ts";
import { type RequestOwner, SecondaryExchange } from "../../packages/http-transport/src/secondary-exchange.ts";
import type { HeadReading, Reading } from "./reading.ts";

const origin = parseOrigin("http://secondary.test");
const cancellation = cancellationOf(new AbortController().signal);
const settings = resolveOptions({});

/** A connection without a socket, which is told what it reads. */
class ScriptedConnection {
  readonly socket = { destroyed: false };
  readonly connected = true;
  readonly flushed = true;
  used = false;
  use(): void {}
  release(): void {}
  resume(): void {}
  send(): void {}
  confirmEnd(callback: (error: undefined) => void): void {
    callback(undefined);
  }
  destroy(): void {
    this.socket.destroyed = true;
  }
}

/** The transport's own reader, from the bytes of a connection to what core is given. */
export function readAnswer(method: string, pieces: readonly Buffer[]): Reading {
  const connection = new ScriptedConnection();
  let head: HeadReading | undefined;
  let body = "";
  let problem: string | undefined;
  let isWhole = false;
  let reusable = false;
  const fail = (error: unknown) => {
    problem = problemOf(error);
  };
  const owner: RequestOwner = {
    request: { method, origin: origin.text, target: "/a", fields: [], body: null },
    origin,
    settings,
    cancellation,
    onConnected() {},
    onInterim() {},
    onPaused() {},
    onResumed() {},
    onAnswer({ status, fields, pushed }: TransportResponse) {
      head = { status, fields: fields.flat() };
      if (pushed === undefined) isWhole = true;
      pushed?.start({
        write(piece, release) {
          body += Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength).toString("latin1");
          release?.();
          return true;
        },
        end() {
          isWhole = true;
        },
        fail,
      });
    },
    onFailure: fail,
    onReleased(_connection, isReusable) {
      reusable = isReusable;
    },
  };
  const exchange = new SecondaryExchange(owner, connection as unknown as Connection);
  let isRead = true;
  for (const piece of pieces) {
    if (isWhole || connection.socket.destroyed) isRead = false;
    else exchange.onBytes(piece, piece.length, undefined);
  }
  if (!isWhole && !connection.socket.destroyed) exchange.onEnd();
  if (head === undefined) return { kind: "none", problem: problem ?? "ended early" };
  if (!isWhole) return { kind: "broken", problem: problem ?? "ended early", head, body };
  return { kind: "whole", head, body, reusable: reusable && isRead && !connection.socket.destroyed };
}

/** What was found wrong; the connection's end without a word of the wire is no finding. */
function problemOf(error: unknown): string {
  const { cause } = error as { cause?: unknown };
  return cause instanceof Error && cause.name === "WireError" ? cause.message : "ended early";
}
