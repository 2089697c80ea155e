import { expect, test } from "vitest";
import { settled } from "../../test/fake-clock.ts";
import type { BodySink, PushedBody } from "../contract/transport.ts";
import { pushedResponse, responseFields, takePushed } from "./pushed-response.ts";

const HEAD = {
  status: 404,
  reason: "Not Here",
  fields: [
    ["X-A", "1"],
    ["x-a", "2"],
    ["Set-Cookie", "c=1"],
  ],
} as const;

/** A body in memory that is used again; it records what became of it. */
function bodyOf(text: string) {
  const state = { started: 0, cancelled: 0, released: 0 };
  const bytes = new TextEncoder().encode(text);
  const body: PushedBody = {
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

test("it is a Response like any other, and its body is not read until it is asked for", async () => {
  const { body, state } = bodyOf("sorry");
  const response = pushedResponse(HEAD, body);
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
  const response = pushedResponse(HEAD, bodyOf("sorry").body);
  if (typeof response[method] !== "function") return;
  expect(await new Response((await response[method]()) as BodyInit).text()).toBe("sorry");
});

test("a wrapper around the handler may use it as the init of another one, with fields of its own", async () => {
  const response = pushedResponse(HEAD, bodyOf("sorry").body);
  response.headers.set("x-a", "changed");
  const wrapped = new Response(response.body, response);
  expect([wrapped.status, wrapped.headers.get("x-a"), await wrapped.text()]).toEqual([404, "changed", "sorry"]);
  expect(takePushed(wrapped)).toBeUndefined();
  expect(takePushed(response)).toBeUndefined();
});

test("an adapter takes it without a stream, once; the fields are as they came", () => {
  const { body } = bodyOf("sorry");
  const response = pushedResponse(HEAD, body);
  expect(responseFields(response).get("X-a")).toBe("1, 2");
  expect(takePushed(response)).toEqual({ ...HEAD, body });
  expect(takePushed(response)).toBeUndefined();
  expect(response.bodyUsed).toBe(true);
  expect(() => response.body).toThrow(TypeError);
});

test("fields that were changed are sent changed, and a copy has them too", () => {
  const response = pushedResponse(HEAD, bodyOf("").body);
  response.headers.set("x-a", "3");
  expect(response.clone().headers.get("x-a")).toBe("3");
  const untouched = pushedResponse(HEAD, bodyOf("").body);
  untouched.headers.delete("set-cookie");
  expect(takePushed(untouched)?.fields).toEqual([["x-a", "1, 2"]]);
});

test("a body of memory that is used again reaches a reader of the stream as a copy", async () => {
  let sink!: BodySink;
  const piece = Uint8Array.of(1, 2, 3);
  const body: PushedBody = {
    start(given) {
      sink = given;
    },
    resume() {},
    cancel() {},
  };
  const reader = pushedResponse(HEAD, body).body!.getReader();
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
  const response = pushedResponse({ ...HEAD, status: 204 }, null);
  expect([response.body, await response.text()]).toEqual([null, ""]);
});

test("a response of another make is left alone", () => {
  const own = new Response("x", { headers: { etag: "y" } });
  expect(takePushed(own)).toBeUndefined();
  expect(responseFields(own).get("etag")).toBe("y");
});
