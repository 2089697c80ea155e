import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createRgbProfile, STEEP } from "@understudy/test-sources/rgb-profile";
import { expect, test } from "vitest";
import { createImageServer } from "../src/image-server.ts";
import { jpeg, look } from "./test-images.ts";
import { answeringTransport, heldSources, SHORT_PATTERN, startServer, type TestFiles } from "./test-server.ts";

test("a changed catalog and a changed configuration are in force after a reload", async () => {
  const { transport, asked } = answeringTransport();
  const server = await startServer(
    {
      "catalog/shop.ini": "RootId=shop\nCatalogFile=shop.txt\n",
      "catalog/shop.txt": "Id\tPath\na\ta.jpg\ngone\tgone.jpg\n",
      "images/a.jpg": await jpeg(20, 20),
      "images/b.jpg": await jpeg(30, 30),
    },
    { transport },
  );
  expect((await server.read("/is/image/shop/gone")).response.status).toBe(404);
  expect((await look((await server.read("/is/image/shop/a")).bytes)).width).toBe(20);

  await server.write({
    "catalog/shop.txt": "Id\tPath\na\tb.jpg\ngone\tgone.jpg\n",
    "PlatformServer.conf": "errorRedirect.rootUrl=http://secondary.test\naccessLog.pattern=new %s %U\n",
  });
  await server.server.reload();
  expect((await look((await server.read("/is/image/shop/a")).bytes)).width).toBe(30);
  expect((await server.read("/is/image/shop/gone")).response.headers.get("x-from")).toBe("secondary");
  expect(asked).toHaveLength(1);
  expect(server.lines.slice(-2)).toEqual(["new 200 /is/image/shop/a", "new 200 /is/image/shop/gone"]);
});

test("a reload costs an answer its place in the cache only when something changed that it was made from", async () => {
  const shop = "RootId=shop\nCatalogFile=shop.txt\nIccProfileMapFile=profiles.txt\nFontMapFile=fonts.txt\n";
  const server = await startServer({
    "catalog/shop.ini": shop,
    "catalog/other.ini": "RootId=other\n",
    "catalog/shop.txt": "Id\tPath\tModifier\tExpiration\na\ta.jpg\t\t\nb\tb.jpg\t\t\n",
    "catalog/profiles.txt": "Name\tProfilePath\nP\tp.icc\n",
    "catalog/fonts.txt": "Name\tFontPath\n",
    "catalog/p.icc": createRgbProfile(STEEP),
    "catalog/q.icc": createRgbProfile(STEEP),
    "images/a.jpg": await jpeg(20, 20),
    "images/b.jpg": await jpeg(30, 30),
    "more/a.jpg": await jpeg(10, 10),
  });
  const requests = {
    a: "/is/image/shop/a?wid=9",
    layered: "/is/image/shop/a?wid=9&layer=1&src=shop/b",
    profile: "/is/image/shop/a?wid=9&icc=P",
    props: "/is/image/shop/a?req=props",
    other: "/is/image/other/a.jpg?wid=9",
  };
  const names = Object.keys(requests) as (keyof typeof requests)[];
  /** The requests that were not answered from the cache after a reload. */
  async function madeAnew(files: TestFiles): Promise<string[]> {
    await server.write(files);
    await server.server.reload();
    const first = server.records.length;
    for (const name of names) expect((await server.read(requests[name])).response.status).toBe(200);
    return names.filter((_, index) => server.records[first + index]?.cacheUse !== "REUSED");
  }
  expect(await madeAnew({})).toEqual(names);
  expect(await madeAnew({})).toEqual([]);
  const rows = (a: string, b: string) => `Id\tPath\tModifier\tExpiration\na\t${a}\nb\t${b}\nnew\tnew.jpg\t\t\n`;
  expect(await madeAnew({ "catalog/shop.txt": rows("a.jpg\t\t", "b.jpg\t\t") })).toEqual([]);
  expect(await madeAnew({ "catalog/shop.txt": rows("a.jpg\t\t", "b.jpg\topac=50\t") })).toEqual(["layered"]);
  expect(await madeAnew({ "catalog/shop.txt": rows("a.jpg\t\t", "b.jpg\topac=50\t3") })).toEqual(["layered"]);
  const ofShop = ["a", "layered", "profile", "props"];
  expect(await madeAnew({ "catalog/shop.txt": rows("b.jpg\t\t", "b.jpg\topac=50\t3") })).toEqual(ofShop);
  expect(await madeAnew({ "catalog/profiles.txt": "Name\tProfilePath\nP\tq.icc\n" })).toEqual(["profile"]);
  expect(await madeAnew({ "catalog/shop.ini": `${shop}JpegQuality=40\n` })).toEqual(ofShop);
  expect(await madeAnew({ "catalog/other.ini": "RootId=other\nExpiration=7\n" })).toEqual(["other"]);
  expect(await madeAnew({ "PlatformServer.conf": "image.rootPaths=more;images\n" })).toEqual(names);
  expect((await look((await server.read("/is/image/other/a.jpg")).bytes)).width).toBe(10);
  expect(await madeAnew({ "PlatformServer.conf": "image.rootPaths=more;images\ncache.maxEntries=500\n" })).toEqual(
    names,
  );
});

test("a broken new configuration changes nothing and is told of", async () => {
  const server = await startServer({ "images/a.jpg": await jpeg(20, 20) });
  await server.write({ "PlatformServer.conf": "errorRedirect.connectTimeout=-5\n" });
  await server.server.reload();
  expect((await server.read("/is/image/a.jpg")).response.status).toBe(200);
  expect(server.lines).toHaveLength(1);
  expect(server.notices).toContainEqual(
    expect.objectContaining({ severity: "error", line: 1, message: expect.stringContaining("-5") }),
  );
});

test("a request under way ends with what it began with", async () => {
  const { sources, reading, release } = heldSources();
  const files = {
    "catalog/shop.ini": "RootId=shop\nCatalogFile=shop.txt\n",
    "catalog/shop.txt": "Id\tPath\na\ta.jpg\n",
    "images/a.jpg": await jpeg(20, 20),
  };
  const server = await startServer(files, { sources });
  const underWay = server.read("/is/image/shop/a");
  await reading;
  await server.write({ "catalog/shop.txt": "Id\tPath\n" });
  await server.server.reload();
  release();
  expect((await underWay).response.status).toBe(200);
  expect((await server.read("/is/image/shop/a")).response.status).toBe(404);
});

test("access log lines go to a file of the day where the configuration names a folder", async () => {
  const server = await startServer(
    { "images/a.jpg": await jpeg(20, 20) },
    { log: undefined, conf: "accessLog.directory=logs\naccessLog.prefix=images-" },
  );
  await server.read("/is/image/a.jpg");
  await server.write({ "PlatformServer.conf": `accessLog.directory=logs2\naccessLog.pattern=${SHORT_PATTERN}\n` });
  await server.server.reload();
  await server.read("/is/image/a.jpg?wid=x");
  await server.server.close();
  const now = new Date();
  const day = [now.getFullYear(), now.getMonth() + 1, now.getDate()]
    .map((part) => String(part).padStart(2, "0"))
    .join("-");
  const first = await readFile(join(server.folder, `logs/images-${day}.log`), "utf8");
  const second = await readFile(join(server.folder, `logs2/access-${day}.log`), "utf8");
  expect(first).toBe("200 CREATED img '-' - /is/image/a.jpg\n");
  expect(second).toBe("400 UNDEFINED img '-' bad-command /is/image/a.jpg\n");
});

test("a configuration that cannot be used is refused at the start", async () => {
  const server = await startServer({});
  await expect(createImageServer({ configurationFolder: join(server.folder, "nothing") })).rejects.toThrow("nothing");
  await writeFile(join(server.folder, "PlatformServer.conf"), "errorRedirect.rootUrl=ftp://x\n");
  await expect(createImageServer({ configurationFolder: server.folder })).rejects.toThrow("ftp://x");
});
