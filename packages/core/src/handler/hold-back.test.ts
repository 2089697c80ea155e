import { describe, expect, test } from "vitest";
import { settled } from "../../test/fake-clock.ts";
import { scriptedBody } from "../../test/scripted-transport.ts";
import { holdBack } from "./hold-back.ts";

const outcome = (held: Promise<Response>) => {
  const state = { response: undefined as Response | undefined, failure: undefined as unknown };
  held.then(
    (response) => {
      state.response = response;
    },
    (failure) => {
      state.failure = failure;
    },
  );
  return state;
};

describe("holdBack", () => {
  test("0 bytes: waits for the first piece that has any", async () => {
    const source = scriptedBody();
    const state = outcome(holdBack(new Response(source.stream, { status: 206, headers: { "x-a": "1" } }), 0));
    source.send("");
    await settled();
    expect(state.response).toBeUndefined();
    source.send("abc");
    await settled();
    expect(state.response).toMatchObject({ status: 206 });
    expect(state.response!.headers.get("x-a")).toBe("1");
    source.send("def");
    source.end();
    expect(await state.response!.text()).toBe("abcdef");
  });

  test("n bytes: waits for as many", async () => {
    const source = scriptedBody();
    const state = outcome(holdBack(new Response(source.stream), 5));
    source.send("abc");
    await settled();
    expect(state.response).toBeUndefined();
    source.send("de");
    await settled();
    source.end();
    expect(await state.response!.text()).toBe("abcde");
  });

  test("a body that ends earlier is handed on", async () => {
    const response = await holdBack(new Response("abc"), 1000);
    expect(await response.text()).toBe("abc");
    expect(await (await holdBack(new Response(""), 0)).text()).toBe("");
    expect((await holdBack(new Response(null, { status: 204 }), 5)).body).toBeNull();
  });

  test("a failure before that point is thrown, with nothing handed on", async () => {
    const source = scriptedBody();
    const state = outcome(holdBack(new Response(source.stream), 5));
    const failure = new Error("bad marker");
    source.send("abc");
    await settled();
    source.break(failure);
    await settled();
    expect(state).toEqual({ response: undefined, failure });
  });

  test("a failure after it breaks the body", async () => {
    const source = scriptedBody();
    source.send("abc");
    const response = await holdBack(new Response(source.stream), 0);
    source.break(new Error("bad marker"));
    await expect(response.text()).rejects.toThrow("bad marker");
  });

  test("cancelling reaches the source", async () => {
    const source = scriptedBody();
    source.send("abc");
    const response = await holdBack(new Response(source.stream), 0);
    await response.body!.cancel("enough");
    expect(source.state.cancelledWith).toBe("enough");
  });
});
