import { get, type IncomingMessage } from "node:http";

/** What a server must answer before it is measured. */
export interface ExpectedAnswer {
  readonly url: string;
  readonly body: Buffer;
  readonly keepAlive: boolean;
}

const TIMEOUT_MS = 20_000;

/**
 * Asks once and looks at the whole answer: the status, every byte, and a length that is right or a chunked body with
 * its end.
 *
 * @throws saying what was wrong
 */
export async function checkAnswer({ url, body, keepAlive }: ExpectedAnswer): Promise<void> {
  const { message, received } = await ask(url, keepAlive);
  const wrong = (what: string) => new Error(`${url} is answered wrongly: ${what}`);
  if (message.statusCode !== 200) throw wrong(`status ${message.statusCode}`);
  if (!message.complete) throw wrong("the body is cut short");
  const length = message.headers["content-length"];
  if (length === undefined && message.headers["transfer-encoding"] !== "chunked") {
    throw wrong("neither Content-Length nor chunked");
  }
  if (length !== undefined && Number(length) !== body.length) throw wrong(`Content-Length ${length}`);
  if (!received.equals(body)) throw wrong(`${received.length} bytes that are not the ${body.length} of the secondary`);
}

function ask(url: string, keepAlive: boolean): Promise<{ message: IncomingMessage; received: Buffer }> {
  return new Promise((resolve, reject) => {
    const headers = keepAlive ? {} : { connection: "close" };
    const request = get(url, { agent: false, headers, signal: AbortSignal.timeout(TIMEOUT_MS) }, (message) => {
      const chunks: Buffer[] = [];
      message.on("data", (chunk: Buffer) => chunks.push(chunk));
      message.on("error", reject);
      message.on("end", () => resolve({ message, received: Buffer.concat(chunks) }));
    });
    request.on("error", reject);
  });
}
