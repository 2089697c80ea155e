import { connect } from "node:net";
import { createAnswerParser } from "./answer-parser.ts";
import type { ClientRequest, ClientResult, ClientScript, Transfer } from "./client-result.ts";
import { requestBytes } from "./request-bytes.ts";

/**
 * Sends one request over a connection of its own and reads what comes, byte by byte, so that a cut answer is never
 * taken for a whole one. It never throws: what went wrong is in the result.
 *
 * @param url the server, `http://host:port`
 */
export function exchange(url: string, request: ClientRequest, script: ClientScript = {}): Promise<ClientResult> {
  const { hostname, port, host } = new URL(url);
  const startedAt = performance.now();
  const parser = createAnswerParser(request.method ?? "GET");

  return new Promise((resolve) => {
    const socket = connect({ host: hostname.replace(/^\[|\]$/g, ""), port: Number(port || 80), noDelay: true });
    let settled = false;
    let paused = false;
    let hasPaused = false;

    function settle(transfer: Transfer, detail: string): void {
      if (settled) return;
      settled = true;
      clearTimeout(deadline);
      socket.destroy();
      resolve({ transfer, detail, ...parser.finish(), elapsedMs: performance.now() - startedAt });
    }

    function ended(how: string, clean: boolean): void {
      if (!parser.hasHead) settle("no-head", `${how} before the head`);
      else if (clean && parser.endsWithClose) settle("complete", `${how}, which ends this body`);
      else settle("cut", `${how} after ${parser.bodyBytes} bytes of the body, missing ${parser.missing}`);
    }

    function followScript(): void {
      if (script.leaveAfterBytes !== undefined && parser.bodyBytes >= script.leaveAfterBytes) {
        settle("left", `left after ${parser.bodyBytes} bytes of the body`);
      } else if (script.pauseAfterBytes !== undefined && parser.bodyBytes >= script.pauseAfterBytes && !hasPaused) {
        hasPaused = paused = true;
        socket.pause();
        void Promise.resolve(script.resumeWhen?.()).then(() => {
          paused = false;
          if (script.leaveAfterPause) settle("left", `left after a pause, with ${parser.bodyBytes} bytes of the body`);
          else socket.resume();
        });
      }
    }

    const deadline = setTimeout(
      () => settle("hang", `nothing more after ${parser.bodyBytes} bytes of the body, missing ${parser.missing}`),
      script.deadlineMs ?? 20_000,
    );
    void script.leaveWhen?.then(() => settle("left", "left before the answer was whole"));

    socket.on("connect", () => socket.write(requestBytes(request, host)));
    socket.on("data", (bytes) => {
      if (settled) return;
      try {
        parser.push(bytes);
      } catch (error) {
        settle("malformed", (error as Error).message);
        return;
      }
      if (parser.complete) settle("complete", "the framing reached its end");
      else followScript();
    });
    socket.on("end", () => ended("the server closed the connection", true));
    socket.on("error", (error: NodeJS.ErrnoException) => {
      // A reset that arrives while the client reads nothing on purpose is still the server's doing.
      ended(`the connection failed (${error.code ?? error.message})`, false);
    });
    socket.on("close", () => {
      if (!paused) ended("the connection closed", false);
    });
  });
}
