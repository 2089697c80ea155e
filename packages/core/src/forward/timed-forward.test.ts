import { describe, expect, test } from "vitest";
import { FakeClock, settled } from "../../test/fake-clock.ts";
import { scriptedBody, scriptedTransport } from "../../test/scripted-transport.ts";
import { cancellationOf } from "../contract/cancellation.ts";
import { bodyStream } from "../contract/pushed-body.ts";
import { ForwardError } from "../rules/forward-error.ts";
import { timedForward } from "./timed-forward.ts";

const REQUEST = { method: "GET", origin: "http://secondary.example", target: "/", fields: [], body: null };

function start({
  exact = true,
  method = "GET",
  client,
}: {
  exact?: boolean;
  method?: string;
  client?: AbortController;
} = {}) {
  const clock = new FakeClock();
  const { transport, exchanges } = scriptedTransport(exact);
  const answer = timedForward(
    { ...REQUEST, method },
    {
      transport,
      connectTimeoutMs: 1000,
      socketTimeoutMs: 3000,
      clock,
      clientGone: client && cancellationOf(client.signal),
    },
  );
  answer.catch(() => {});
  return { clock, answer, exchange: exchanges[0]! };
}

const text = (stream: ReadableStream<Uint8Array> | null) => new Response(stream).text();

describe("before the head", () => {
  test("a connection that does not come within the connect timeout fails (R13)", async () => {
    const { clock, answer, exchange } = start();
    await clock.advance(999);
    expect(exchange.options.signal.aborted).toBe(false);
    await clock.advance(1);
    await expect(answer).rejects.toMatchObject({ code: "connect-timeout", status: 504 });
    expect(exchange.options.signal.aborted).toBe(true);
    expect(clock.pending).toBe(0);
  });

  test("the wait for the head begins with the connection (R14)", async () => {
    const { clock, answer, exchange } = start();
    await clock.advance(900);
    exchange.options.onConnected();
    await clock.advance(2999);
    expect(exchange.options.signal.aborted).toBe(false);
    await clock.advance(1);
    await expect(answer).rejects.toMatchObject({ code: "head-timeout", status: 504 });
  });

  test("an interim response begins the wait anew", async () => {
    const { clock, answer, exchange } = start();
    exchange.options.onConnected();
    await clock.advance(2500);
    exchange.options.onInterim();
    await clock.advance(2500);
    exchange.answer({ status: 204 });
    await expect(answer).resolves.toMatchObject({ body: null });
    expect(clock.pending).toBe(0);
  });

  test("a transport that cannot report the connection gets both timeouts together", async () => {
    const { clock, answer, exchange } = start({ exact: false });
    exchange.options.onConnected();
    await clock.advance(3999);
    expect(exchange.options.signal.aborted).toBe(false);
    await clock.advance(1);
    await expect(answer).rejects.toMatchObject({ code: "head-timeout" });
  });

  test("what the transport knows goes before what the clock says", async () => {
    const { clock, answer, exchange } = start();
    exchange.options.signal.addEventListener("abort", () => exchange.fail(new ForwardError("pool-exhausted")));
    await clock.advance(1000);
    await expect(answer).rejects.toMatchObject({ code: "pool-exhausted" });
  });

  test("any other rejection is unreachable, with its cause", async () => {
    const { answer, exchange, clock } = start();
    const cause = new Error("no route");
    exchange.fail(cause);
    await expect(answer).rejects.toMatchObject({ code: "unreachable", cause });
    expect(clock.pending).toBe(0);
  });

  test("a transport that throws at once is no different", async () => {
    const transport = () => {
      throw new Error("broken transport");
    };
    const forward = timedForward(REQUEST, {
      transport,
      connectTimeoutMs: 1,
      socketTimeoutMs: 1,
      clock: new FakeClock(),
    });
    await expect(forward).rejects.toMatchObject({ code: "unreachable", message: "broken transport" });
  });

  test("the client's departure cancels the request at once (X09)", async () => {
    const client = new AbortController();
    const { answer, exchange, clock } = start({ client });
    client.abort();
    expect(exchange.options.signal.aborted).toBe(true);
    await expect(answer).rejects.toMatchObject({ name: "ClientGone" });
    expect(clock.pending).toBe(0);
  });

  test("a client that has left before is not forwarded for", async () => {
    const client = new AbortController();
    client.abort();
    const { answer, exchange } = start({ client });
    await expect(answer).rejects.toMatchObject({ name: "ClientGone" });
    expect(exchange).toBeUndefined();
  });

  test("a head that comes after the deadline is thrown away with its body", async () => {
    const { clock, answer, exchange } = start();
    await clock.advance(1000);
    const late = scriptedBody();
    exchange.answer({ body: late.stream });
    await settled();
    await expect(answer).rejects.toMatchObject({ code: "connect-timeout" });
    expect(late.state.cancelledWith).toMatchObject({ code: "connect-timeout" });
  });
});

describe("the body", () => {
  async function answered(headers: [string, string][] = [], client?: AbortController) {
    const started = start(client ? { client } : {});
    const source = scriptedBody();
    started.exchange.options.onConnected();
    started.exchange.answer({ fields: headers, body: source.stream });
    const { body, transfer } = await started.answer;
    return { ...started, source, answer: { body: bodyStream(body!), transfer } };
  }

  test("comes through whole, with its length counted", async () => {
    const { answer, source, clock } = await answered([["content-length", "6"]]);
    source.send("abc");
    source.send("def");
    source.end();
    expect(await text(answer.body)).toBe("abcdef");
    expect(answer.transfer).toMatchObject({ bodyBytes: 6, over: true, failure: undefined });
    expect(clock.pending).toBe(0);
  });

  test("may take longer than the socket timeout, piece by piece (R14)", async () => {
    const { answer, source, clock } = await answered();
    const body = text(answer.body);
    for (const piece of ["a", "b", "c", "d"]) {
      await clock.advance(2900);
      source.send(piece);
      await settled();
    }
    source.end();
    expect(await body).toBe("abcd");
  });

  test("fails when it stalls longer than the socket timeout (X08)", async () => {
    const { answer, source, clock } = await answered();
    const body = text(answer.body);
    body.catch(() => {});
    source.send("abc");
    await clock.advance(100);
    await clock.advance(3000);
    await expect(body).rejects.toMatchObject({ code: "body-timeout" });
    expect(source.state.cancelledWith).toMatchObject({ code: "body-timeout" });
    expect(answer.transfer).toMatchObject({ bodyBytes: 3, over: true, failure: { code: "body-timeout" } });
    expect(clock.pending).toBe(0);
  });

  test("a client that is slow to read is not the secondary's stall", async () => {
    const { answer, source, clock } = await answered();
    const reader = answer.body.getReader();
    source.send("abc");
    await reader.read();
    await clock.advance(60_000);
    source.send("def");
    source.end();
    expect((await reader.read()).value).toEqual(new TextEncoder().encode("def"));
    expect((await reader.read()).done).toBe(true);
  });

  test.each([
    ["shorter", "abc", "sent 3 of the 6 bytes"],
    ["longer", "abcdefghi", "more than the 6 bytes"],
  ])("fails when it is %s than it promised (X08)", async (_, sent, message) => {
    const { answer, source, clock } = await answered([["Content-Length", "6"]]);
    source.send(sent);
    source.end();
    await expect(text(answer.body)).rejects.toMatchObject({
      code: "response-incomplete",
      message: expect.stringContaining(message),
    });
    expect(clock.pending).toBe(0);
  });

  test("fails when the secondary's breaks (X08)", async () => {
    const { answer, source } = await answered();
    const cause = new Error("reset");
    source.send("abc");
    const reader = answer.body.getReader();
    await reader.read();
    source.break(cause);
    await expect(reader.read()).rejects.toMatchObject({ code: "response-incomplete", cause });
  });

  test("the client's departure cancels it at once, by signal (X09)", async () => {
    const client = new AbortController();
    const { answer, source, exchange } = await answered([], client);
    client.abort();
    await settled();
    expect(source.state.cancelledWith).toMatchObject({ name: "ClientGone" });
    expect(exchange.options.signal.aborted).toBe(true);
    expect(answer.transfer.failure).toMatchObject({ name: "ClientGone" });
  });

  test("the client's departure cancels it at once, by cancelling the body (X09)", async () => {
    const { answer, source, exchange, clock } = await answered();
    await answer.body.cancel();
    expect(source.state.cancelledWith).toMatchObject({ name: "ClientGone" });
    expect(exchange.options.signal.aborted).toBe(true);
    expect(clock.pending).toBe(0);
  });

  test("is read only as it is asked for (X10)", async () => {
    let pulled = 0;
    const endless = new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          pulled += 1;
          controller.enqueue(new Uint8Array(65_536));
        },
      },
      { highWaterMark: 0 },
    );
    const { exchange, answer } = start();
    exchange.answer({ body: endless });
    const { body } = await answer;
    const reader = bodyStream(body!).getReader();
    await reader.read();
    await reader.read();
    await settled();
    expect(pulled).toBe(2);
    await reader.cancel();
  });

  test("HEAD, 204 and 304 have none, whatever the transport says", async () => {
    for (const [method, status] of [
      ["HEAD", 200],
      ["GET", 204],
      ["GET", 304],
    ] as const) {
      const { exchange, answer, clock } = start({ method });
      exchange.answer({ status, fields: [["content-length", "1234"]], body: scriptedBody().stream });
      expect((await answer).body).toBeNull();
      expect(clock.pending).toBe(0);
    }
  });
});
