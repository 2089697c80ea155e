import { describe, expect, test } from "vitest";
import { settled } from "../../test/fake-clock.ts";
import { scriptedTransport } from "../../test/scripted-transport.ts";
import type { AccessRecord } from "../record/access-record.ts";
import { SourceError } from "../rules/source-error.ts";
import { createErrorRedirect } from "./error-redirect.ts";

function setUp() {
  const { transport, exchanges } = scriptedTransport();
  const records: AccessRecord[] = [];
  const errorRedirect = createErrorRedirect({
    rootUrl: "http://secondary.example",
    transport,
    onRecord: (record) => records.push(record),
  });
  return { errorRedirect, exchanges, records };
}

const REQUEST = () => new Request("http://shop.example/red.jpg");

describe("createErrorRedirect", () => {
  test("local: the framework answers, and logs, itself", async () => {
    const { errorRedirect, records } = setUp();
    expect(await errorRedirect(new Error("bug"), REQUEST())).toEqual({ kind: "local", reason: "R08" });
    expect(await errorRedirect(new SourceError("font-not-found"), REQUEST())).toEqual({ kind: "local", reason: "R08" });
    expect(records).toHaveLength(0);
  });

  test("remote: the secondary's answer", async () => {
    const { errorRedirect, exchanges, records } = setUp();
    const pending = errorRedirect(new SourceError("image-corrupt"), REQUEST(), { address: "203.0.113.7" });
    await settled();
    expect(exchanges[0]!.request.fields).toContainEqual(["x-forwarded-for", "203.0.113.7"]);
    exchanges[0]!.answer({ status: 200, body: new Response("good").body });
    const result = await pending;
    expect(result.kind).toBe("remote");
    if (result.kind === "remote") expect(await result.response.text()).toBe("good");
    expect(records).toHaveLength(1);
    expect(records[0]).toMatchObject({ cacheUse: "REMOTE", status: 200, bodyBytes: 4, overlap: 1 });
  });

  test("failed: the text error", async () => {
    const { errorRedirect, exchanges } = setUp();
    const pending = errorRedirect(new SourceError("image-corrupt"), REQUEST());
    await settled();
    exchanges[0]!.fail(new Error("x"));
    const result = await pending;
    expect(result.kind).toBe("failed");
    if (result.kind === "failed") expect(result.response.status).toBe(503);
  });

  test("a body that the framework has read is handed over", async () => {
    const { errorRedirect, exchanges } = setUp();
    const request = new Request("http://shop.example/", { method: "POST", body: "abc" });
    await request.text();
    const failure = new SourceError("image-corrupt");
    expect(await errorRedirect(failure, request)).toEqual({ kind: "local", reason: "X10-body" });
    const body = new TextEncoder().encode("abc");
    const pending = errorRedirect(failure, request, { body });
    await settled();
    expect(exchanges[0]!.request.body).toBe(body);
    exchanges[0]!.answer({ status: 204 });
    await pending;
    expect(await errorRedirect(failure, request, { body: new Uint8Array(70_000) })).toMatchObject({
      reason: "X10-body",
    });
  });
});

test("an unknown option is refused", () => {
  expect(() => createErrorRedirect({ connectTimeout: 5 } as never)).toThrow(
    "options.connectTimeout is unknown; did you mean connectTimeoutMs? allowed: rootUrl, connectTimeoutMs",
  );
  // An option of redirectOnError only.
  expect(() => createErrorRedirect({ answerLocally: () => {} } as never)).toThrow("options.answerLocally is unknown");
});
