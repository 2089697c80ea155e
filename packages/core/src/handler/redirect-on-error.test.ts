import type { AdapterRequestContext } from "@hattip/core";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { FakeClock, settled } from "../../test/fake-clock.ts";
import { scriptedBody, scriptedTransport } from "../../test/scripted-transport.ts";
import type { ClientContext, SendOutcome } from "../contract/client-context.ts";
import { accessNotes } from "../record/access-notes.ts";
import type { AccessRecord } from "../record/access-record.ts";
import { ForwardError } from "../rules/forward-error.ts";
import { SourceError } from "../rules/source-error.ts";
import { type RedirectOnErrorOptions, redirectOnError } from "./redirect-on-error.ts";

const URL_OF_IMAGE = "http://shop.example/is/image/shop/red?wid=100";

function contextOf(request = new Request(URL_OF_IMAGE), client?: ClientContext): AdapterRequestContext {
  return {
    request,
    ip: "203.0.113.7",
    platform: client === undefined ? {} : { client },
    env: () => undefined,
    passThrough() {},
    waitUntil() {},
  };
}

function setUp(failure: unknown = new SourceError("image-not-on-disk"), options: RedirectOnErrorOptions = {}) {
  const { transport, exchanges } = scriptedTransport();
  const records: AccessRecord[] = [];
  const clock = new FakeClock();
  const handler = redirectOnError(
    (context) => {
      accessNotes(context).rootId = "shop";
      if (failure instanceof Response) return failure;
      throw failure;
    },
    {
      rootUrl: "http://secondary.example",
      serverId: "own",
      transport,
      clock,
      onRecord: (record) => records.push(record),
      ...options,
    },
  );
  return { handler, exchanges, records, clock };
}

describe("the good path", () => {
  test("a response goes out as it is, and nothing is sent to the secondary", async () => {
    const own = new Response("fine");
    const { handler, exchanges } = setUp(own, { onRecord: undefined });
    const client: ClientContext = { beforeFirstByte() {}, onSent() {} };
    expect(await handler(contextOf(new Request(URL_OF_IMAGE), client))).toBe(own);
    expect(exchanges).toHaveLength(0);
  });

  test("the same through an adapter that cannot hold the head back", async () => {
    const { handler, exchanges } = setUp(new Response("fine", { status: 203 }));
    const response = await handler(contextOf());
    expect([response.status, await response.text()]).toEqual([203, "fine"]);
    expect(exchanges).toHaveLength(0);
  });

  test("is logged once, when its body has been read, with the primary's notes", async () => {
    const body = scriptedBody();
    const own = new Response(body.stream, { headers: { "content-type": "text/plain" } });
    const { handler, records, clock } = setUp(own);
    body.send("fi");
    const response = await handler(contextOf());
    expect(records).toHaveLength(0);
    await clock.advance(5);
    body.send("ne");
    body.end();
    expect(await response.text()).toBe("fine");
    expect(records).toHaveLength(1);
    expect(records[0]).toMatchObject({
      status: 200,
      cacheUse: "UNDEFINED",
      rootId: "shop",
      bodyBytes: 4,
      complete: true,
      clientAddress: "203.0.113.7",
      contentType: "text/plain",
      processingStatus: 0,
      totalTimeMs: 5,
      overlap: 1,
    });
    expect(records[0]).not.toHaveProperty("redirect");
  });

  test("is the very response that the primary gave, also when it is logged, if it is made of bytes", async () => {
    const own = new Response("fine");
    const { handler, records } = setUp(own);
    expect(await handler(contextOf())).toBe(own);
    expect(records).toMatchObject([{ status: 200, bodyBytes: 4, complete: true }]);
    expect(await own.text()).toBe("fine");

    const head = new Response("fine");
    const { handler: handlerOfHead } = setUp(head);
    expect(await handlerOfHead(contextOf(new Request(URL_OF_IMAGE, { method: "HEAD" })))).toBe(head);

    const body = scriptedBody();
    body.send("fi");
    const streamed = new Response(body.stream);
    const { handler: unlogged } = setUp(streamed, { onRecord: undefined });
    expect(await unlogged(contextOf())).toBe(streamed);
  });

  test("is logged by an adapter that reports at once, too", async () => {
    const { handler, records } = setUp(new Response("fine"));
    const client: ClientContext = {
      beforeFirstByte() {},
      onSent: (callback) => callback({ bodyBytes: 4, complete: true }),
    };
    await handler(contextOf(new Request(URL_OF_IMAGE), client));
    expect(records).toMatchObject([{ status: 200, bodyBytes: 4 }]);
  });

  test("a log that throws does not break the answer", async () => {
    const told = vi.spyOn(console, "error").mockImplementation(() => {});
    onTestFinished(() => told.mockRestore());
    const { handler } = setUp(new Response("fine"), {
      onRecord: () => {
        throw new Error("disk full");
      },
    });
    expect(await (await handler(contextOf())).text()).toBe("fine");
    expect(told).toHaveBeenCalledOnce();
  });
});

describe("a source error", () => {
  test("is sent to the secondary, whose answer goes out and is logged REMOTE (R01, R09, R10)", async () => {
    const { handler, exchanges, records } = setUp();
    const pending = handler(contextOf());
    await settled();
    expect(exchanges[0]!.request).toMatchObject({
      method: "GET",
      origin: "http://secondary.example",
      target: "/is/image/shop/red?wid=100",
    });
    const source = scriptedBody();
    exchanges[0]!.answer({ status: 404, reason: "Not There", body: source.stream });
    const response = await pending;
    expect([response.status, response.statusText]).toEqual([404, "Not There"]);
    source.send("sorry");
    source.end();
    expect(await response.text()).toBe("sorry");
    expect(records).toHaveLength(1);
    expect(records[0]).toMatchObject({
      status: 404,
      cacheUse: "REMOTE",
      peerServer: "-",
      bodyBytes: 5,
      exception: "image-not-on-disk",
      redirect: { outcome: "remote", code: "image-not-on-disk", reason: "R01" },
    });
  });

  test("is asked for again every time: nothing is kept (R11)", async () => {
    const { handler, exchanges } = setUp();
    for (const turn of [0, 1]) {
      const pending = handler(contextOf());
      await settled();
      exchanges[turn]!.answer({ status: 204, fields: [["cache-control", "max-age=3600"]] });
      expect((await pending).status).toBe(204);
    }
    expect(exchanges).toHaveLength(2);
  });

  test.each([
    ["the verdict says so", new SourceError("image-not-in-catalog"), {}, URL_OF_IMAGE, {}, "R02"],
    ["redirect on error is off (R12)", new SourceError("image-corrupt"), { rootUrl: "" }, URL_OF_IMAGE, {}, "R12-off"],
    ["the path holds a pipe (R16)", new SourceError("image-corrupt"), {}, "http://shop.example/a|b", {}, "R16-pipe"],
    [
      "it has passed here before (X06)",
      new SourceError("image-corrupt"),
      {},
      URL_OF_IMAGE,
      { "cdn-loop": "x, own" },
      "X06-loop",
    ],
  ])("is answered locally when %s", async (_, failure, options, url, headers, reason) => {
    const { handler, exchanges, records } = setUp(failure, options);
    const response = await handler(contextOf(new Request(url, { headers })));
    expect(response.status).toBe(failure.status);
    expect(await response.text()).toContain(failure.publicMessage);
    expect(exchanges).toHaveLength(0);
    expect(records[0]).toMatchObject({
      cacheUse: "UNDEFINED",
      exception: failure.code,
      redirect: { outcome: "local", reason },
    });
  });

  test("is answered by answerLocally where there is one (R17)", async () => {
    const answerLocally = (failure: unknown) => new Response(`default image for ${(failure as SourceError).code}`);
    const { handler } = setUp(new SourceError("image-not-in-catalog"), { answerLocally });
    expect(await (await handler(contextOf())).text()).toBe("default image for image-not-in-catalog");
  });
});

describe("a source that turns out to be broken while it is streamed", () => {
  const corrupt = () => new SourceError("image-corrupt", { source: "red.jpg" });

  test("is redirected when nothing was handed on yet", async () => {
    const source = scriptedBody();
    const { handler, exchanges, records } = setUp(new Response(source.stream));
    const pending = handler(contextOf());
    await settled();
    source.break(corrupt());
    await settled();
    exchanges[0]!.answer({ status: 200, body: new Response("good one").body });
    expect(await (await pending).text()).toBe("good one");
    expect(records).toHaveLength(1);
    expect(records[0]).toMatchObject({ status: 200, cacheUse: "REMOTE", exception: "image-corrupt" });
  });

  test("is redirected through the adapter that holds the head back, and logged once", async () => {
    const source = scriptedBody();
    const { handler, exchanges, records } = setUp(new Response(source.stream));
    let recover!: (failure: unknown) => Promise<Response>;
    const reports: ((outcome: SendOutcome) => void)[] = [];
    const client: ClientContext = {
      beforeFirstByte: (callback) => {
        recover = callback;
      },
      onSent: (callback) => void reports.push(callback),
    };
    await handler(contextOf(new Request(URL_OF_IMAGE), client));
    const pending = recover(corrupt());
    await settled();
    exchanges[0]!.answer({ status: 206, body: new Response("good one").body });
    expect((await pending).status).toBe(206);
    for (const report of reports) report({ bodyBytes: 8, complete: true });
    expect(records).toHaveLength(1);
    expect(records[0]).toMatchObject({ status: 206, cacheUse: "REMOTE" });
  });

  test("is redirected within the bytes that are held back, and breaks after them (X08)", async () => {
    for (const holdBytes of [4, 3]) {
      const source = scriptedBody();
      const { handler, exchanges } = setUp(new Response(source.stream), { holdBytes });
      const pending = handler(contextOf());
      source.send("abc");
      await settled();
      source.break(corrupt());
      await settled();
      if (holdBytes === 3) {
        await expect((await pending).text()).rejects.toMatchObject({ code: "image-corrupt" });
        expect(exchanges).toHaveLength(0);
      } else {
        exchanges[0]!.answer({ status: 200, body: new Response("good one").body });
        expect(await (await pending).text()).toBe("good one");
      }
    }
  });
});

describe("a bug in the primary (R08)", () => {
  test("is thrown on, not forwarded, and logged once", async () => {
    const bug = new TypeError("x is not a function");
    const { handler, exchanges, records } = setUp(bug);
    await expect(handler(contextOf())).rejects.toBe(bug);
    expect(exchanges).toHaveLength(0);
    expect(records).toHaveLength(1);
    expect(records[0]).toMatchObject({
      status: 500,
      processingStatus: 3,
      redirect: { outcome: "local", reason: "R08" },
    });
  });
});

describe("a secondary that gives no answer (R15)", () => {
  test("gets a text error, although there is a default image", async () => {
    const { handler, exchanges, records } = setUp(undefined, { answerLocally: () => new Response("default image") });
    const pending = handler(contextOf());
    await settled();
    exchanges[0]!.fail(new ForwardError("connection-refused"));
    const response = await pending;
    expect(response.status).toBe(502);
    expect(response.headers.get("proxy-status")).toBe("own;error=connection_refused");
    expect(await response.text()).toBe("502 Bad Gateway\nThe secondary server could not be reached.\n");
    expect(records[0]).toMatchObject({
      status: 502,
      cacheUse: "REMOTE",
      exception: "connection-refused",
      redirect: { outcome: "failed", code: "image-not-on-disk", forwardError: "connection-refused" },
    });
  });

  test("the error detail may depend on the request", async () => {
    const errorDetail = (request: Request) => (request.url.includes("shop") ? 2 : 0);
    const { handler, exchanges } = setUp(undefined, { errorDetail });
    const pending = handler(contextOf());
    await settled();
    exchanges[0]!.fail(new Error("x"));
    expect(await (await pending).text()).toContain("unreachable: http://secondary.example");
  });

  test("an answer that is no HTTP response is a text error too, and its connection is given up", async () => {
    const { handler, exchanges } = setUp();
    const pending = handler(contextOf());
    await settled();
    const source = scriptedBody();
    exchanges[0]!.answer({ status: 999, body: source.stream });
    expect((await pending).status).toBe(502);
    await settled();
    expect(source.state.cancelledWith).toBeDefined();
    expect(exchanges[0]!.options.signal.aborted).toBe(true);
  });
});

describe("a transfer that breaks", () => {
  /** An adapter that reports the sending itself, as the real ones do. */
  function adapter() {
    const signal = new AbortController();
    let report!: (outcome: SendOutcome) => void;
    const onSent = (callback: (outcome: SendOutcome) => void) => {
      report = callback;
    };
    const client: ClientContext = { signal: signal.signal, onSent };
    return { client, signal, report: (outcome: SendOutcome) => report(outcome) };
  }

  async function forwarded() {
    const set = setUp();
    const { client, signal, report } = adapter();
    const pending = set.handler(contextOf(new Request(URL_OF_IMAGE), client));
    await settled();
    const source = scriptedBody();
    set.exchanges[0]!.answer({ fields: [["content-length", "100"]], body: source.stream });
    return { ...set, source, signal, report, response: await pending };
  }

  test("on the secondary's side: the body fails, and the log says so (X08)", async () => {
    const { response, source, records, report } = await forwarded();
    source.send("abc");
    source.end();
    await expect(response.text()).rejects.toMatchObject({ code: "response-incomplete" });
    report({ bodyBytes: 3, complete: false });
    expect(records).toHaveLength(1);
    expect(records[0]).toMatchObject({
      status: 200,
      complete: false,
      bodyBytes: 3,
      cacheUse: "REMOTE",
      exception: "response-incomplete",
      redirect: { outcome: "remote", forwardError: "response-incomplete" },
    });
  });

  test("on the client's side: the secondary is cancelled, and the log says 499 (X09)", async () => {
    const { response, source, records, signal, report } = await forwarded();
    const reader = response.body!.getReader();
    source.send("abc");
    await reader.read();
    signal.abort();
    report({ bodyBytes: 3, complete: false });
    await settled();
    expect(source.state.cancelledWith).toMatchObject({ name: "ClientGone" });
    expect(records).toHaveLength(1);
    expect(records[0]).toMatchObject({ status: 499, complete: false, cacheUse: "REMOTE" });
  });

  test("before the head, on the client's side: 499 too", async () => {
    const { handler, exchanges, records } = setUp();
    const { client, signal, report } = adapter();
    const pending = handler(contextOf(new Request(URL_OF_IMAGE), client));
    await settled();
    signal.abort();
    expect((await pending).status).toBe(499);
    expect(exchanges[0]!.options.signal.aborted).toBe(true);
    report({ bodyBytes: 0, complete: false });
    expect(records[0]).toMatchObject({ status: 499, cacheUse: "REMOTE" });
  });
});

describe("a request with a body", () => {
  const post = (length: number) => new Request(URL_OF_IMAGE, { method: "POST", body: "x".repeat(length) });

  test("is forwarded with it, also when the primary has read it", async () => {
    const { transport, exchanges } = scriptedTransport();
    const handler = redirectOnError(
      async ({ request }) => {
        expect(await request.text()).toBe("xxx");
        throw new SourceError("image-corrupt");
      },
      { rootUrl: "http://secondary.example", transport },
    );
    const pending = handler(contextOf(post(3)));
    await settled();
    expect(new TextDecoder().decode(exchanges[0]!.request.body!)).toBe("xxx");
    exchanges[0]!.answer({ status: 204 });
    await pending;
  });

  test("over the limit is answered locally (X10)", async () => {
    const { handler, exchanges, records } = setUp(undefined, { maxRequestBodyBytes: 10 });
    const response = await handler(contextOf(post(11)));
    expect([response.status, await response.text()]).toEqual([404, "404 Not Found\nThe image was not found.\n"]);
    expect(exchanges).toHaveLength(0);
    expect(records[0]).toMatchObject({ redirect: { outcome: "local", reason: "X10-body" } });
  });
});

test("a bad option is refused when the handler is made", () => {
  expect(() => redirectOnError(() => new Response(), { connectTimeoutMs: -1 })).toThrow("connectTimeoutMs is -1");
  expect(() => redirectOnError(() => new Response(), { rootURL: "http://secondary.example" } as never)).toThrow(
    "options.rootURL is unknown; did you mean rootUrl? allowed: rootUrl, connectTimeoutMs, socketTimeoutMs, policy",
  );
  expect(() => redirectOnError(() => new Response(), null as never)).toThrow("options is null; allowed: an object");
  // @ts-expect-error the type forbids it too
  expect(() => redirectOnError("images")).toThrow('primary is "images"; allowed: a HatTip handler');
});
