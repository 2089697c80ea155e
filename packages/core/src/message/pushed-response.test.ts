import { expect, test } from "vitest";
import { settled } from "../../test/fake-clock.ts";
import type { BodySink, DirectBody } from "../contract/transport.ts";
import { directResponse, responseFields, takeDirect } from "./pushed-response.ts";

const HEAD = {
  status: 404,
  statusText: "Not Here",
  headers: [
    ["X-A", "1"],
    ["x-a", "2"],
    ["Set-Cookie", "c=1"],
  ],
} as const;

/** A body in memory that is used again; it records what became of it. */
function bodyOf(text: string) {
  const state = { started: 0, cancelled: 0, released: 0 };
  const bytes = new TextEncoder().encode(text);
  const body: DirectBody = {
    start(sink) {
      state.started += 1;
      sink.write(bytes, () => {
        state.released += 1;
        bytes.fill(0);
      });
      sink.end();
    },
    resume() {},
    cancel() {
      state.cancelled += 1;
    },
  };
  return { body, state };
}

test("it is a Response to everybody, and its body is read by nobody until somebody does", async () => {
  const { body, state } = bodyOf("sorry");
  const response = directResponse(HEAD, body);
  expect(response).toBeInstanceOf(Response);
  expect([response.status, response.statusText, response.ok, response.type]).toEqual([
    404,
    "Not Here",
    false,
    "default",
  ]);
  expect([response.headers.get("x-a"), response.headers.getSetCookie(), response.bodyUsed]).toEqual([
    "1, 2",
    ["c=1"],
    false,
  ]);
  expect(state.started).toBe(0);
  const copy = response.clone();
  expect([await response.text(), await copy.text(), response.bodyUsed]).toEqual(["sorry", "sorry", true]);
  expect(state).toEqual({ started: 1, cancelled: 0, released: 1 });
});

test.each(["arrayBuffer", "blob", "bytes", "text"] as const)("%s() reads it", async (method) => {
  const response = directResponse(HEAD, bodyOf("sorry").body);
  if (typeof response[method] !== "function") return;
  expect(await new Response((await response[method]()) as BodyInit).text()).toBe("sorry");
});

test("a wrapper around the handler may use it as the init of another one, with fields of its own", async () => {
  const response = directResponse(HEAD, bodyOf("sorry").body);
  response.headers.set("x-a", "changed");
  const wrapped = new Response(response.body, response);
  expect([wrapped.status, wrapped.headers.get("x-a"), await wrapped.text()]).toEqual([404, "changed", "sorry"]);
  expect(takeDirect(wrapped)).toBeUndefined();
  expect(takeDirect(response)).toBeUndefined();
});

test("an adapter takes it without a stream, once; the fields are as they came", () => {
  const { body } = bodyOf("sorry");
  const response = directResponse(HEAD, body);
  expect(responseFields(response).get("X-a")).toBe("1, 2");
  expect(takeDirect(response)).toEqual({ ...HEAD, body });
  expect(takeDirect(response)).toBeUndefined();
  expect(response.bodyUsed).toBe(true);
  expect(() => response.body).toThrow(TypeError);
});

test("fields that somebody has changed are sent changed, and a copy has them too", () => {
  const response = directResponse(HEAD, bodyOf("").body);
  response.headers.set("x-a", "3");
  expect(response.clone().headers.get("x-a")).toBe("3");
  const untouched = directResponse(HEAD, bodyOf("").body);
  untouched.headers.delete("set-cookie");
  expect(takeDirect(untouched)?.headers).toEqual([["x-a", "1, 2"]]);
});

test("a body of memory that is used again reaches a reader of the stream as a copy", async () => {
  let sink!: BodySink;
  const piece = Uint8Array.of(1, 2, 3);
  const body: DirectBody = {
    start(given) {
      sink = given;
    },
    resume() {},
    cancel() {},
  };
  const reader = directResponse(HEAD, body).body!.getReader();
  const read = reader.read();
  await settled();
  sink.write(piece, () => piece.fill(0));
  expect((await read).value).toEqual(Uint8Array.of(1, 2, 3));
  const failed = reader.read();
  await settled();
  sink.fail(new Error("broken"));
  await expect(failed).rejects.toThrow("broken");
});

test("one without a body", async () => {
  const response = directResponse({ ...HEAD, status: 204 }, null);
  expect([response.body, await response.text()]).toEqual([null, ""]);
});

test("a response of somebody else's is left to them", () => {
  const own = new Response("x", { headers: { etag: "y" } });
  expect(takeDirect(own)).toBeUndefined();
  expect(responseFields(own).get("etag")).toBe("y");
});
