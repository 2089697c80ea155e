import { describe, expect, test } from "vitest";
import { settled } from "../../test/fake-clock.ts";
import { scriptedBody } from "../../test/scripted-transport.ts";
import { peekBody } from "./peek-body.ts";

/** The response, at its commit point. */
async function holdBack(response: Response, holdBytes: number): Promise<Response> {
  await peekBody(response, holdBytes);
  return response;
}

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

describe("the commit point", () => {
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
    expect(source.state.cancelledWith).toEqual(["enough", undefined]);
  });
});

describe("the length", () => {
  test.each<[title: string, make: () => Response, bodyBytes: number | undefined]>([
    ["a text", () => new Response("héllo"), 6],
    ["bytes", () => new Response(new Uint8Array(300_000)), 300_000],
    ["no bytes", () => new Response(""), 0],
    ["no body", () => new Response(null, { status: 304 }), 0],
    ["JSON", () => Response.json({ a: 1 }), 7],
    ["a stream that ends at once", () => new Response(new Blob(["abc"]).stream()), 3],
  ])("%s: is known, and the response is the same", async (_, make, bodyBytes) => {
    const response = make();
    const fields = [...response.headers];
    expect(await peekBody(response, 0)).toEqual({ bodyBytes });
    expect([...response.headers]).toEqual(fields);
    expect(response.bodyUsed).toBe(false);
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(new Uint8Array(await make().arrayBuffer()));
  });

  test("a stream that goes on later: is not known", async () => {
    const source = scriptedBody();
    source.send("abc");
    const response = new Response(source.stream);
    expect(await peekBody(response, 0)).toEqual({ bodyBytes: undefined });
    source.send("def");
    source.end();
    expect(await response.text()).toBe("abcdef");
  });

  test("a stream that never ends and never waits: is given up after some megabytes", async () => {
    let pieces = 0;
    const response = new Response(
      new ReadableStream({
        pull(controller) {
          pieces++;
          controller.enqueue(new Uint8Array(65_536));
        },
      }),
    );
    expect(await peekBody(response, 0)).toEqual({ bodyBytes: undefined });
    expect(pieces).toBeLessThan(80);
    await response.body!.cancel();
  });

  test("a body that was read already is refused", async () => {
    const response = new Response("abc");
    await response.text();
    await expect(peekBody(response, 0)).rejects.toThrow(TypeError);
  });
});
