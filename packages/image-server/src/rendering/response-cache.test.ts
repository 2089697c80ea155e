import { expect, test } from "vitest";
import { createResponseCache, type MadeResponse } from "./response-cache.ts";

const unchanged = async () => true;
const changed = async () => false;

function response(text: string): MadeResponse {
  return {
    bytes: new TextEncoder().encode(text),
    contentType: "text/plain",
    digest: text,
    lastModifiedMs: undefined,
    expirationHours: 1,
    lookups: [],
  };
}

test("an answer is created, then reused, then updated when a source has changed", async () => {
  const cache = createResponseCache({ maxSizeBytes: 10_000, maxEntries: 10 });
  let made = 0;
  const make = async () => {
    made += 1;
    return response(`version ${made}`);
  };
  expect(await cache.response("k", "on", unchanged, make)).toMatchObject({
    use: "CREATED",
    made: { digest: "version 1" },
  });
  expect(await cache.response("k", "on", unchanged, make)).toMatchObject({
    use: "REUSED",
    made: { digest: "version 1" },
  });
  expect(await cache.response("k", "on", changed, make)).toMatchObject({
    use: "UPDATED",
    made: { digest: "version 2" },
  });
  expect(await cache.response("k", "validate", unchanged, make)).toMatchObject({ use: "VALIDATED" });
  expect(await cache.response("k", "update", unchanged, make)).toMatchObject({
    use: "UPDATED",
    made: { digest: "version 3" },
  });
  expect(await cache.response("k", "off", unchanged, make)).toMatchObject({
    use: "IGNORED",
    made: { digest: "version 4" },
  });
  expect(await cache.response("k", "on", unchanged, make)).toMatchObject({
    use: "REUSED",
    made: { digest: "version 3" },
  });
});

test("simultaneous identical requests are made once", async () => {
  const cache = createResponseCache({ maxSizeBytes: 10_000, maxEntries: 10 });
  let made = 0;
  let finish = (_: MadeResponse) => {};
  const make = () => {
    made += 1;
    return new Promise<MadeResponse>((resolve) => {
      finish = resolve;
    });
  };
  const answers = Promise.all([1, 2, 3].map(() => cache.response("k", "on", unchanged, make)));
  finish(response("once"));
  expect((await answers).map(({ use }) => use)).toEqual(["CREATED", "REUSED", "REUSED"]);
  expect(made).toBe(1);
});

test("a failure reaches all who wait and is not kept", async () => {
  const cache = createResponseCache({ maxSizeBytes: 10_000, maxEntries: 10 });
  const fail = () => Promise.reject(new Error("no image"));
  const answers = await Promise.allSettled([1, 2].map(() => cache.response("k", "on", unchanged, fail)));
  expect(answers.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  expect(await cache.response("k", "on", unchanged, async () => response("now"))).toMatchObject({ use: "CREATED" });
});

test("one who joins a rendering of sources that were replaced since gets a new one", async () => {
  const cache = createResponseCache({ maxSizeBytes: 10_000, maxEntries: 10 });
  let finish = (_: MadeResponse) => {};
  const first = cache.response("k", "on", unchanged, () => new Promise((resolve) => (finish = resolve)));
  const isNew = async ({ digest }: MadeResponse) => digest === "new";
  const second = cache.response("k", "on", isNew, async () => response("new"));
  finish(response("old"));
  expect((await first).made.digest).toBe("old");
  expect((await second).made.digest).toBe("new");
});

test("entries over the limits are dropped, and too large ones not kept", async () => {
  const two = createResponseCache({ maxSizeBytes: 10_000, maxEntries: 2 });
  for (const key of ["a", "b", "c"]) await two.response(key, "on", unchanged, async () => response(key));
  expect((await two.response("c", "on", unchanged, async () => response("c"))).use).toBe("REUSED");
  expect((await two.response("a", "on", unchanged, async () => response("a"))).use).toBe("CREATED");

  const small = createResponseCache({ maxSizeBytes: 1000, maxEntries: 2 });
  expect((await small.response("k", "on", unchanged, async () => response("x".repeat(2000)))).use).toBe("IGNORED");

  const none = createResponseCache({ maxSizeBytes: 0, maxEntries: 2 });
  expect((await none.response("k", "on", unchanged, async () => response("x"))).use).toBe("IGNORED");
});
