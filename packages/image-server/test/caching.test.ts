import { rm, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createDiskSourceStore } from "../src/sources/disk-source-store.ts";
import { jpeg, look } from "./test-images.ts";
import { startServer, type TestFiles } from "./test-server.ts";

async function files(row = "shoes\tshoes.jpg\t\t"): Promise<TestFiles> {
  return {
    "catalog/shop.ini": "RootId=shop\nCatalogFile=shop.txt\n",
    "catalog/shop.txt": `Id\tPath\tExpiration\tTimeStamp\n${row}\nbag\tbag.jpg\t1\t\n`,
    "images/shoes.jpg": await jpeg(60, 40, 1),
    "images/bag.jpg": await jpeg(60, 40, 2),
  };
}

test("an image is created once, then reused, whatever the order and spelling of its commands", async () => {
  const server = await startServer(await files());
  const first = await server.read("/is/image/shop/shoes?wid=30&qlt=80");
  const again = await server.read("/is/image/shop/shoes?QLT=80&wid=30&unknown=1");
  const other = await server.read("/is/image/shop/shoes?wid=31&qlt=80");
  expect(again.bytes).toEqual(first.bytes);
  expect(again.response.headers.get("etag")).toBe(first.response.headers.get("etag"));
  expect(other.response.headers.get("etag")).not.toBe(first.response.headers.get("etag"));
  expect(server.records.map(({ cacheUse }) => cacheUse)).toEqual(["CREATED", "REUSED", "CREATED"]);
  const [created, reused] = server.records;
  expect(created).toMatchObject({
    cacheKey: expect.stringMatching(/^[0-9a-f]{32}$/),
    digest: expect.stringMatching(/^[0-9a-f]{32}$/),
    context: "/is/image",
    rootId: "shop",
    requestType: "img",
    pathBasedAccess: false,
    parseTimeMs: expect.any(Number),
    fetchTimeMs: expect.any(Number),
  });
  expect(reused?.cacheKey).toBe(created?.cacheKey);
  expect(reused?.traces).toEqual(["ignored commands: unknown"]);
});

test("a replaced source is noticed at the next request, in any layer", async () => {
  const server = await startServer(await files());
  const path = "/is/image/shop/shoes?layer=1&src=shop/bag";
  const before = await server.read(path);
  await writeFile(join(server.folder, "images/bag.jpg"), await jpeg(50, 30, 3));
  const after = await server.read(path);
  expect(after.bytes).not.toEqual(before.bytes);
  await rm(join(server.folder, "images/bag.jpg"));
  expect((await server.read(path)).response.status).toBe(404);
  await server.write({ "images/bag.jpg": await jpeg(60, 40, 2) });
  expect((await server.read(path)).bytes).toEqual(before.bytes);
  expect(server.records.map(({ cacheUse }) => cacheUse)).toEqual(["CREATED", "UPDATED", "UNDEFINED", "UPDATED"]);
});

test("a file that appears in an earlier root is noticed", async () => {
  const server = await startServer({ ...(await files()), "first/.keep": "" }, { conf: "image.rootPaths=first;images" });
  const before = await server.read("/is/image/shop/shoes");
  await server.write({ "first/shoes.jpg": await jpeg(44, 44) });
  const after = await server.read("/is/image/shop/shoes");
  expect((await look(before.bytes)).width).toBe(60);
  expect((await look(after.bytes)).width).toBe(44);
});

test("cache= decides about the cache", async () => {
  const server = await startServer(await files());
  const use: (string | undefined)[] = [];
  for (const mode of ["on", "off", "validate", "update", "on"]) {
    const { response } = await server.read(`/is/image/shop/shoes?cache=${mode}`);
    use.push(server.records.at(-1)?.cacheUse);
    expect(response.headers.get("cache-control") === "no-store").toBe(mode === "off");
  }
  expect(use).toEqual(["CREATED", "IGNORED", "VALIDATED", "UPDATED", "REUSED"]);
});

test("simultaneous identical requests are rendered once", async () => {
  const disk = createDiskSourceStore();
  let reads = 0;
  const sources = {
    ...disk,
    read(located: Parameters<typeof disk.read>[0]) {
      reads += 1;
      return disk.read(located);
    },
  };
  const server = await startServer(await files(), { sources });
  const answers = await Promise.all(Array.from({ length: 8 }, () => server.read("/is/image/shop/shoes?wid=20")));
  expect(new Set(answers.map(({ response }) => response.headers.get("etag"))).size).toBe(1);
  expect(reads).toBe(1);
  expect(server.records.filter(({ cacheUse }) => cacheUse === "CREATED")).toHaveLength(1);
  expect(server.records.filter(({ cacheUse }) => cacheUse === "REUSED")).toHaveLength(7);
});

test("without room in the cache nothing is kept", async () => {
  const server = await startServer(await files(), { conf: "cache.maxEntries=0" });
  await server.read("/is/image/shop/shoes");
  await server.read("/is/image/shop/shoes");
  expect(server.records.map(({ cacheUse }) => cacheUse)).toEqual(["IGNORED", "IGNORED"]);
});

test("an image carries validators and its expiration", async () => {
  const server = await startServer(await files("shoes\tshoes.jpg\t0.5\t"));
  const modified = new Date(Date.UTC(2023, 1, 2, 3, 4, 5));
  await utimes(join(server.folder, "images/shoes.jpg"), modified, modified);
  const before = Date.now();
  const { response, bytes } = await server.read("/is/image/shop/shoes");
  expect(Object.fromEntries(response.headers)).toMatchObject({
    "content-type": "image/jpeg",
    "content-length": String(bytes.byteLength),
    "last-modified": "Thu, 02 Feb 2023 03:04:05 GMT",
    "cache-control": "max-age=1800",
    etag: expect.stringMatching(/^"[0-9a-f]{32}"$/),
  });
  const expiresMs = Date.parse(response.headers.get("expires") ?? "");
  expect(expiresMs).toBeGreaterThanOrEqual(before + 1_799_000);
  expect(expiresMs).toBeLessThanOrEqual(Date.now() + 1_801_000);

  const head = await server.read("/is/image/shop/shoes", { method: "HEAD" });
  expect(head.bytes.byteLength).toBe(0);
  const fields = ({ headers }: Response) => Object.fromEntries([...headers].filter(([name]) => name !== "expires"));
  expect(fields(head.response)).toEqual(fields(response));
});

test("the catalog's TimeStamp stands for the file's, and the earliest expiration counts", async () => {
  const server = await startServer(await files("shoes\tshoes.jpg\t-1\t2020-01-02T03:04:05Z"));
  const plain = await server.read("/is/image/shop/shoes");
  expect(plain.response.headers.get("cache-control")).toBe("max-age=31536000");
  expect(plain.response.headers.get("last-modified")).toBe("Thu, 02 Jan 2020 03:04:05 GMT");
  const layered = await server.read("/is/image/shop/shoes?layer=1&src=shop/bag");
  expect(layered.response.headers.get("cache-control")).toBe("max-age=3600");
  expect(layered.response.headers.get("last-modified")).not.toBe("Thu, 02 Jan 2020 03:04:05 GMT");
});

test("conditional requests are answered 304 and logged VALIDATED", async () => {
  const server = await startServer(await files());
  const { response } = await server.read("/is/image/shop/shoes");
  const etag = response.headers.get("etag") ?? "";
  const date = response.headers.get("last-modified") ?? "";
  const conditions: [headers: Record<string, string>, status: number][] = [
    [{ "if-none-match": etag }, 304],
    [{ "if-none-match": `W/${etag}` }, 304],
    [{ "if-none-match": "*" }, 304],
    [{ "if-none-match": '"other"', "if-modified-since": date }, 200],
    [{ "if-modified-since": date }, 304],
    [{ "if-match": '"other"' }, 412],
  ];
  for (const [headers, status] of conditions) {
    const answer = await server.read("/is/image/shop/shoes", { headers });
    expect(answer.response.status).toBe(status);
    if (status === 304) {
      expect(answer.bytes.byteLength).toBe(0);
      expect(answer.response.headers.get("etag")).toBe(etag);
      expect(answer.response.headers.get("cache-control")).toBe("max-age=36000");
      expect(server.records.at(-1)?.cacheUse).toBe("VALIDATED");
    }
  }
});
