import { connect } from "node:net";
import { latin1Bytes } from "../http1/head.ts";
import type { RequestInWork } from "./recorded-request.ts";
import type { Wire } from "./wire.ts";

/**
 * Passes a request on to another server and its answer back, bytes untouched, for loops. Only `Connection: close` is
 * put in, so that the end of the answer is the end of the connection.
 */
export function relay(to: string, request: RequestInWork, wire: Wire): Promise<void> {
  const { hostname, port } = new URL(to);
  return new Promise((resolve) => {
    const onward = connect({ host: hostname, port: Number(port || 80) });
    onward.on("connect", () => {
      const [requestLine, ...lines] = request.headLines.filter((line) => !/^(connection|keep-alive):/i.test(line));
      const framed = lines.map((line) =>
        /^transfer-encoding:/i.test(line) ? `Content-Length: ${request.bodyBytes}` : line,
      );
      onward.write(latin1Bytes(`${[requestLine, ...framed, "Connection: close"].join("\r\n")}\r\n\r\n`));
      onward.write(request.body);
    });
    onward.on("data", (bytes) => {
      wire.socket.write(bytes);
    });
    onward.on("error", () => onward.destroy());
    onward.on("close", () => {
      wire.end("fin");
      resolve();
    });
    void wire.gone.then(() => onward.destroy());
  });
}
