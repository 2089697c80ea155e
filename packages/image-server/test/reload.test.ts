import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createImageServer } from "../src/handler/image-server.ts";
import { jpeg, look } from "./test-images.ts";
import { answeringTransport, heldSources, SHORT_PATTERN, startServer } from "./test-server.ts";

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
