import { describe, expect, test } from "vitest";
import { createFetchTransport } from "./fetch-transport.ts";

const OPTIONS = { onConnected() {}, onInterim() {}, signal: new AbortController().signal };

async function send(response: Response, headers: [string, string][] = []) {
  const calls: { url: string; init: RequestInit }[] = [];
  const transport = createFetchTransport({
    fetch: async (url, init) => {
      calls.push({ url: String(url), init: init! });
      return response;
    },
  });
  const request = {
    method: "POST",
    origin: "http://secondary.example",
    target: "/x",
    fields: headers,
    body: new Uint8Array([1]),
  };
  return { answer: await transport(request, OPTIONS), call: calls[0]! };
}

describe("createFetchTransport", () => {
  test("does not claim to know when the connection is established", () => {
    expect(createFetchTransport().reportsConnection).toBeUndefined();
  });

  test("hands everything to fetch, and takes a 3xx as an answer", async () => {
    const { call } = await send(new Response("x"), [["x-a", "1"]]);
    expect(call.url).toBe("http://secondary.example/x");
    expect(call.init).toMatchObject({ method: "POST", redirect: "manual", body: new Uint8Array([1]) });
    expect(call.init.signal).toBe(OPTIONS.signal);
    expect(new Headers(call.init.headers).get("x-a")).toBe("1");
  });

  test.each([
    [null, "identity"],
    ["br", "identity"],
    ["gzip, br;q=0.9", "gzip"],
    ["zstd, GZIP;q=0.5", "GZIP;q=0.5"],
  ])("a client that accepts %j: the secondary is asked for %s", async (accepted, asked) => {
    const { call } = await send(new Response("x"), accepted === null ? [] : [["accept-encoding", accepted]]);
    expect(new Headers(call.init.headers).get("accept-encoding")).toBe(asked);
  });

  test("coding and length of a decoded body are stale and go (the body is longer by then)", async () => {
    const headers = { "content-encoding": "gzip", "content-length": "20", etag: '"x"' };
    const { answer } = await send(new Response("decoded", { headers }));
    expect(new Headers([...answer.fields] as [string, string][]).get("etag")).toBe('"x"');
    expect([...answer.fields].map(([name]) => name)).not.toContain("content-encoding");
    expect([...answer.fields].map(([name]) => name)).not.toContain("content-length");
  });

  test.each([
    ["no body", new Response(null, { headers: { "content-encoding": "gzip", "content-length": "20" } })],
    ["a coding that fetch does not undo", new Response("x", { headers: { "content-encoding": "pack200" } })],
    ["no coding", new Response("x", { headers: { "content-length": "1" } })],
  ])("%s: the fields stay", async (_, response) => {
    const { answer } = await send(response);
    expect([...answer.fields].length).toBe([...response.headers].length);
  });
});

test.each([
  [{ fetch: "http" }, 'fetch is "http"; allowed: a function'],
  [{ fetsh: fetch }, "options.fetsh is unknown; did you mean fetch? allowed: fetch"],
  [fetch, "options is a function; allowed: an object"],
])("the options %j are refused at once", (options, message) => {
  expect(() => createFetchTransport(options as never)).toThrow(message);
});
