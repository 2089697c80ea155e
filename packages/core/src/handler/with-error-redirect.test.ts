import { describe, expect, expectTypeOf, test } from "vitest";
import { settled } from "../../test/fake-clock.ts";
import { scriptedTransport } from "../../test/scripted-transport.ts";
import type { AccessRecord } from "../record/access-record.ts";
import { SourceError } from "../rules/source-error.ts";
import { withErrorRedirect } from "./with-error-redirect.ts";

const URL_OF_IMAGE = "http://shop.example/red?wid=100";
const broken = () => {
  throw new SourceError("image-not-on-disk", { source: "/data/red.jpg" });
};

function setUp() {
  const { transport, exchanges } = scriptedTransport();
  const records: AccessRecord[] = [];
  const options = {
    rootUrl: "http://secondary.example",
    serverId: "own",
    transport,
    onRecord: (record: AccessRecord) => void records.push(record),
  };
  return { options, exchanges, records };
}

const post = (body: BodyInit, headers: Record<string, string> = {}) =>
  new Request(URL_OF_IMAGE, { method: "POST", body, headers, duplex: "half" } as RequestInit);

describe("a handler that answers", () => {
  test("gets the very arguments that its server gave, and its response goes out", async () => {
    const { options, exchanges } = setUp();
    const seen: unknown[] = [];
    const wrapped = withErrorRedirect((request: Request, server: { port: number }) => {
      seen.push(request, server);
      return new Response("fine", { status: 203 });
    }, options);
    const request = new Request(URL_OF_IMAGE);
    const server = { port: 1 };
    const response = await wrapped(request, server);
    expect([response.status, await response.text()]).toEqual([203, "fine"]);
    expect(seen[0]).toBe(request);
    expect(seen[1]).toBe(server);
    expect(exchanges).toHaveLength(0);
    expectTypeOf(wrapped).toEqualTypeOf<(request: Request, server: { port: number }) => Promise<Response>>();
  });

  test("keeps what its framework has put on a request with a body", async () => {
    class RouteRequest extends Request {
      readonly params = { id: "red" };
    }
    const { options } = setUp();
    const wrapped = withErrorRedirect(
      async (request: RouteRequest) => new Response(`${request.params.id} ${await request.text()}`),
      options,
    );
    const init = { method: "POST", body: "mask", headers: { "content-length": "4" } };
    expect(await (await wrapped(new RouteRequest(URL_OF_IMAGE, init))).text()).toBe("red mask");
    const { method, body } = init;
    expect(await (await wrapped(new RouteRequest(URL_OF_IMAGE, { method, body }))).text()).toBe("red mask");
  });
});

describe("a source error", () => {
  test("is answered by the secondary, which hears of the client, and recorded once", async () => {
    const { options, exchanges, records } = setUp();
    const wrapped = withErrorRedirect(broken, {
      ...options,
      clientOf: (request: Request) => ({ address: request.headers.get("x-test-address") ?? "" }),
    });
    const answer = wrapped(new Request(URL_OF_IMAGE, { headers: { "x-test-address": "203.0.113.9" } }));
    await settled();
    expect(exchanges[0]?.request.fields).toContainEqual(["x-forwarded-for", "203.0.113.9"]);
    exchanges[0]?.answer({ status: 404, reason: "Not Here" });
    const response = await answer;
    expect([response.status, response.statusText]).toEqual([404, "Not Here"]);
    await response.text();
    await settled();
    expect(records.map(({ status, cacheUse }) => [status, cacheUse])).toEqual([[404, "REMOTE"]]);
  });

  test("that is not redirected is a text, which names no path", async () => {
    const response = await withErrorRedirect(broken)(new Request(URL_OF_IMAGE));
    expect([response.status, await response.text()]).toEqual([404, "404 Not Found\nThe image was not found.\n"]);
  });

  test("that is not redirected goes to answerLocally, with all arguments", async () => {
    const wrapped = withErrorRedirect((_request: Request, _context: { id: string }): Response => broken(), {
      answerLocally: (_failure, _request, { id }) => new Response(`no ${id}`, { status: 410 }),
    });
    expect(await (await wrapped(new Request(URL_OF_IMAGE), { id: "red" })).text()).toBe("no red");
  });
});

test("any other error is thrown on, for the framework to answer", async () => {
  const { options, exchanges } = setUp();
  const wrapped = withErrorRedirect(() => Promise.reject(new RangeError("width")), options);
  await expect(wrapped(new Request(URL_OF_IMAGE))).rejects.toThrow(new RangeError("width"));
  expect(exchanges).toHaveLength(0);
});

describe("a request body", () => {
  const chunks = () => new Blob(["mask"]).stream();
  const readThenBreak = async (request: Request): Promise<Response> => {
    await request.text();
    return broken();
  };

  test.each([
    ["of a declared length, read by the handler", () => post("mask", { "content-length": "4" }), readThenBreak, true],
    ["of a declared length, not read", () => post("mask", { "content-length": "4" }), broken, true],
    ["of no declared length, not read", () => post(chunks()), broken, true],
    ["of no declared length, read by the handler", () => post(chunks()), readThenBreak, false],
    ["that declares to be too long", () => post("mask!", { "content-length": "5" }), broken, false],
  ])("%s", async (_name, request, handler, isForwarded) => {
    const { options, exchanges } = setUp();
    const answer = withErrorRedirect(handler, { ...options, maxRequestBodyBytes: 4 })(request());
    await settled();
    await settled();
    if (!isForwarded) {
      expect((await answer).status).toBe(404);
      expect(exchanges).toHaveLength(0);
      return;
    }
    await expect.poll(() => exchanges.length).toBe(1);
    expect(new TextDecoder().decode(exchanges[0]?.request.body ?? undefined)).toBe("mask");
    exchanges[0]?.answer({});
    await answer;
  });
});

test.each([
  ["clientOf", { clientOf: "10.0.0.1" }],
  ["answerLocally", { answerLocally: 404 }],
  ["rootUrl", { rootUrl: "not a root" }],
  ["options.clientof is unknown; did you mean clientOf? allowed: rootUrl, connectTimeoutMs", { clientof: () => ({}) }],
])("%s that cannot be is refused when the handler is made", (name, options) => {
  expect(() => withErrorRedirect(broken, options as never)).toThrow(name);
});

test("a handler that is no function is refused", () => {
  expect(() => withErrorRedirect("handler" as never)).toThrow("handler is");
});

test("the wrapped handler has parameters for the request and for what its server gives beside it", () => {
  expect(withErrorRedirect(() => new Response("fine"))).toHaveLength(2);
});
