import { expect, test } from "vitest";
import { formatStatus } from "../src/server-status.ts";
import { startServer } from "./test-server.ts";

test("a server that has all it needs is live and ready, and not stored", async () => {
  const { read, server, lines } = await startServer({ "catalog/shop.ini": "RootId=shop\n" });
  for (const path of ["/understudy/live", "/understudy/ready"]) {
    const { response, text } = await read(path, { address: "203.0.113.9" });
    expect([response.status, response.headers.get("cache-control")]).toEqual([200, "no-store"]);
    expect(JSON.parse(text)).toEqual({ state: "ok" });
  }
  expect((await read("/understudy/ready", { method: "HEAD" })).text).toBe("");
  expect(lines).toContainEqual(expect.stringMatching(/^200 IGNORED health .*\/understudy\/ready$/));
  expect(formatStatus(server.status)).toMatch(/^redirect on error is off; 2 catalogs with 0 rows; imagescript; /);
});

test("what could not be loaded makes it degraded; operators are told what it is, and strangers not", async () => {
  const server = await startServer({ "catalog/a.ini": "RootId=a\nCatalogFile=gone.txt\n" }, { allowIncomplete: true });
  const ready = async (init: { address: string; headers?: Record<string, string> }) =>
    JSON.parse((await server.read("/understudy/ready", init)).text);
  expect(await ready({ address: "203.0.113.9" })).toEqual({ state: "degraded" });
  expect(await ready({ address: "127.0.0.1", headers: { "x-forwarded-for": "203.0.113.9" } })).toEqual({
    state: "degraded",
  });
  expect(await ready({ address: "127.0.0.1" })).toEqual({
    state: "degraded",
    version: 1,
    problems: [expect.stringContaining("gone.txt: the file cannot be read")],
  });
  expect(JSON.parse((await server.read("/understudy/live")).text)).toEqual({ state: "ok" });
  await server.write({ "catalog/gone.txt": "Id\tPath\n" });
  await server.server.reload();
  expect(await ready({ address: "203.0.113.9" })).toEqual({ state: "ok" });
});
