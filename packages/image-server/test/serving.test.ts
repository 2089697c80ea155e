import { expect, test } from "vitest";
import { jpeg, look } from "./test-images.ts";
import { heldSources, startServer } from "./test-server.ts";

test("catalog entries, their modifiers and paths are found as IS finds them", async () => {
  const server = await startServer({
    "catalog/default.ini": "RootId=common\nCatalogFile=common.txt\n",
    "catalog/common.txt": "Id\tPath\nlogo\tlogo.jpg\n",
    "catalog/shop.ini": "RootId=shop\nRootPath=products\nDefaultExt=jpg\nCatalogFile=shop.txt\n",
    "catalog/shop.txt": "Id\tPath\tModifier\nspring/shoes\tshoes\twid=12&fmt=png\nred shoes\tshoes.jpg\t\n",
    "images/logo.jpg": await jpeg(20, 10),
    "images/products/shoes.jpg": await jpeg(60, 40),
    "images/products/new/bag.jpg": await jpeg(30, 30),
  });
  const rows: [path: string, width: number, byPath: boolean][] = [
    ["/is/image/shop/spring/shoes", 12, false],
    ["/is/image/shop/spring/shoes?wid=6", 6, false],
    ["/is/image/shop/red%20shoes", 60, false],
    ["/is/image/shop/new/bag", 30, true],
    ["/is/image/shop/logo", 20, false],
    ["/is/image/common/logo", 20, false],
    ["/is/image/logo", 20, false],
    ["/is/image/logo.jpg", 20, true],
    ["/is/image/products/shoes.jpg", 60, true],
  ];
  for (const [path, width, byPath] of rows) {
    const { response, bytes, text } = await server.read(path);
    expect(response.status, `${path}: ${text.slice(0, 80)}`).toBe(200);
    expect((await look(bytes)).width, path).toBe(width);
    expect(server.records.at(-1)?.pathBasedAccess, path).toBe(byPath);
  }
});

test("a request without a path gets its images from its commands", async () => {
  const server = await startServer({ "images/a.jpg": await jpeg(20, 10) });
  expect(await look((await server.read("/is/image?src=a.jpg")).bytes)).toMatchObject({ width: 20, height: 10 });
  expect((await server.read("/is/image/?src=a.jpg&wid=10")).response.status).toBe(200);
  expect((await server.read("/is/image?layer=1&src=a.jpg")).response.status).toBe(404);
  expect((await server.read("/is/image")).response.status).toBe(404);
  expect((await server.read("/is/content")).response.status).toBe(404);
  expect((await server.read("/is/static")).response.status).toBe(404);
});

test("only GET, HEAD and OPTIONS are allowed", async () => {
  const server = await startServer({ "images/a.jpg": await jpeg(10, 10) });
  for (const method of ["POST", "PUT", "DELETE", "PATCH"]) {
    const { response } = await server.read("/is/image/a.jpg", { method });
    expect(response.status).toBe(405);
    expect(response.headers.get("allow")).toBe("GET, HEAD, OPTIONS");
  }
  const { response } = await server.read("/is/image/a.jpg", { method: "OPTIONS" });
  expect(response.status).toBe(204);
  expect(response.headers.get("allow")).toBe("GET, HEAD, OPTIONS");
  expect(server.records).toHaveLength(5);
});

test("a catalog serves only the clients of its address filter, also as a layer and from the cache", async () => {
  const server = await startServer({
    "catalog/open.ini": "RootId=open\nCatalogFile=open.txt\n",
    "catalog/open.txt": "Id\tPath\na\ta.jpg\n",
    "catalog/closed.ini":
      "RootId=closed\nCatalogFile=open.txt\nStaticContentCatalogFile=static.txt\nClientAddressFilter=10.0.0.0/8\n",
    "catalog/static.txt": "Id\tPath\nb\tb.css\n",
    "images/a.jpg": await jpeg(20, 20),
    "static/b.css": "b {}",
  });
  const inside = { address: "::ffff:10.1.2.3" };
  const outside = { address: "192.0.2.1" };
  for (const path of [
    "/is/image/closed/a",
    "/is/image/closed/a?req=exists",
    "/is/image/open/a?layer=1&src=closed/a",
    "/is/content/closed/b",
  ]) {
    expect((await server.read(path, inside)).response.status, path).toBe(200);
    expect((await server.read(path, outside)).response.status, path).toBe(403);
  }
  expect((await server.read("/is/image/open/a", outside)).response.status).toBe(200);
});

test("naming the path of a file is no way past the address filter of the catalog whose folder it is in", async () => {
  const server = await startServer({
    "catalog/open.ini": "RootId=open\nCatalogFile=open.txt\n",
    "catalog/open.txt": "Id\tPath\na\tprivate/a.jpg\n",
    "catalog/closed.ini":
      "RootId=closed\nRootPath=private/\nStaticContentRootPath=secret\nDefaultExt=jpg\nClientAddressFilter=10.0.0.0/8\n",
    "images/private/a.jpg": await jpeg(20, 20),
    "images/privateer/a.jpg": await jpeg(20, 20),
    "static/secret/b.css": "b {}",
    "static/secrets.css": "c {}",
  });
  const inside = { address: "10.1.2.3" };
  const outside = { address: "192.0.2.1" };
  for (const path of [
    "/is/image/private/a.jpg",
    "/is/image/closed/a",
    "/is/image/privateer/a.jpg?layer=1&src=private/a.jpg",
    "/is/image?layer=0&src=/private/a.jpg",
    "/is/static/secret/b.css",
  ]) {
    expect((await server.read(path, inside)).response.status, path).toBe(200);
    expect((await server.read(path, outside)).response.status, path).toBe(403);
  }
  const hidden = await server.read("/is/image/none.jpg?defaultImage=private/a.jpg", outside);
  expect(hidden.response.status).toBe(404);
  // What another catalog names is that catalog's to give.
  for (const path of ["/is/image/open/a", "/is/image/privateer/a.jpg", "/is/static/secrets.css"]) {
    expect((await server.read(path, outside)).response.status, path).toBe(200);
  }
});

test("a response image is not larger than MaxPix, and absurd sizes are a bad command", async () => {
  const server = await startServer({
    "catalog/default.ini": "MaxPix=100,100\n",
    "images/a.jpg": await jpeg(40, 40),
  });
  expect((await server.read("/is/image/a.jpg?wid=100")).response.status).toBe(200);
  for (const query of ["wid=101", "wid=100000", "wid=0", "wid=1e9", "scl=0.001"]) {
    const { response, text } = await server.read(`/is/image/a.jpg?${query}`);
    expect(response.status, query).toBe(400);
    expect(text).toMatch(/wid|scl/);
  }
});

test("more renderings than the queue holds are answered 503 at once", async () => {
  const { sources, release } = heldSources();
  const files = { "catalog/default.ini": "ErrorImage=a.jpg\n", "images/a.jpg": await jpeg(40, 40) };
  const server = await startServer(files, { sources, maxConcurrentRenders: 1, maxQueuedRenders: 1 });
  // Which of them comes too late is for the file system to say.
  const answers = [10, 11, 12].map((width) => server.read(`/is/image/a.jpg?wid=${width}`));
  const refused = await Promise.any(
    answers.map(async (answer) => {
      const { response } = await answer;
      if (response.status !== 503) throw new Error(`it was answered ${response.status}`);
      return response;
    }),
  );
  expect(refused.headers.get("retry-after")).toBe("5");
  release();
  expect((await Promise.all(answers)).map(({ response }) => response.status).sort()).toEqual([200, 200, 503]);
  expect(server.records.find(({ status }) => status === 503)).toMatchObject({
    exception: "overloaded",
    processingStatus: 4,
  });
});

test("a bad option is named at once", async () => {
  await expect(startServer({}, { maxConcurrentRenders: 0 })).rejects.toThrow("maxConcurrentRenders");
  await expect(startServer({}, { maxQueuedRenders: -1 })).rejects.toThrow("maxQueuedRenders");
  await expect(startServer({}, { policy: { nonsense: "local" } as object })).rejects.toThrow("nonsense");
});
