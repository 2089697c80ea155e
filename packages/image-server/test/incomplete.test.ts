import { chmod, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ConfigurationError } from "../src/configuration/configuration-error.ts";
import { createImageServer } from "../src/image-server.ts";
import { answeringTransport, SHORT_PATTERN, startServer } from "./test-server.ts";

const CONF = "errorRedirect.rootUrl=http://secondary.test";
const SHOP = { "catalog/shop.ini": "RootId=shop\nCatalogFile=shop.txt\n", "catalog/shop.txt": "Id\tPath\na\ta.jpg\n" };

/** What cannot be loaded, and the beginnings of the errors that say so. */
const INCOMPLETE = [
  ["the catalog folder is missing", {}, `${CONF}\ncatalog.rootPath=not-mounted`, ["the catalog folder cannot be read"]],
  [
    "a data file is missing",
    { "catalog/shop.ini": "RootId=shop\nCatalogFile=shop.txt\n" },
    CONF,
    ["the file cannot be read"],
  ],
  [
    "two maps and a root",
    {
      "catalog/shop.ini": "RootId=shop\nFontMapFile=fonts.txt\n",
      "catalog/b.ini": "RootId=b\nIccProfileMapFile=p.txt\n",
    },
    `${CONF}\nimage.rootPaths=not-mounted`,
    ["image.rootPaths names", "the file cannot be read", "the file cannot be read"],
  ],
  ["an attribute file without a root id", { "catalog/b.ini": "CatalogFile=\n" }, CONF, ["RootId is missing"]],
  [
    "guards that are not kept",
    { "catalog/shop.ini": "RootId=shop\nRequestLock=1\n", "catalog/b.ini": "RootId=b\nAllowDirectAccess=\n" },
    CONF,
    ['AllowDirectAccess is ""', 'RequestLock is "1"'],
  ],
  ["the default catalog", { "catalog/default.ini": "CatalogFile=gone.txt\n" }, CONF, ["the file cannot be read"]],
] as const;

test.each(INCOMPLETE)("%s: the server refuses to start and says all of it (X23)", async (_, files, conf, messages) => {
  const failure = await startServer(files, { conf }).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(ConfigurationError);
  const { notices, incomplete } = failure as ConfigurationError;
  expect(incomplete).toBe(true);
  const errors = notices.filter(({ severity }) => severity === "error").map(({ message }) => message);
  expect(errors).toHaveLength(messages.length);
  for (const [index, message] of messages.entries()) expect(errors[index]).toContain(message);
});

test("what is wrong and what is missing is said at once", async () => {
  const conf = `${CONF}\ncache.maxSize=-1`;
  const failure = await startServer({ "catalog/shop.ini": SHOP["catalog/shop.ini"] }, { conf }).catch(
    (e: unknown) => e,
  );
  const { notices, incomplete } = failure as ConfigurationError;
  expect(notices.map(({ message }) => message)).toEqual([
    expect.stringContaining("cache.maxSize"),
    expect.stringContaining("the file cannot be read"),
  ]);
  expect(incomplete).toBe(false);
});

test.each(INCOMPLETE)("%s: with allowIncomplete its ids are redirected, never absent (X23)", async (_, files, conf) => {
  const { transport, asked } = answeringTransport();
  const { read, lines } = await startServer(files, { conf, transport, allowIncomplete: true });
  const { text } = await read("/is/image/shop/a?wid=10");
  expect(text).toBe("secondary: http://secondary.test/is/image/shop/a?wid=10");
  expect(asked).toHaveLength(1);
  expect(lines.join("\n")).toContain("200 REMOTE");
});

test("every way to name an id under a catalog that could not be loaded is redirected", async () => {
  const { transport, asked } = answeringTransport();
  const files = { "catalog/shop.ini": SHOP["catalog/shop.ini"], "images/other.png": "x" };
  const server = await startServer(files, { conf: CONF, transport, allowIncomplete: true });
  const targets = [
    "/is/image/shop/a",
    "/is/image/shop/a?req=exists",
    "/is/image/shop/a?req=props",
    "/is/image/?layer=0&src=shop/a&wid=10",
    "/is/content/shop/film",
  ];
  for (const target of targets) await server.read(target);
  expect(asked).toEqual(targets.map((target) => `http://secondary.test${target}`));
  // What is known is answered as ever.
  expect((await server.read("/is/image/nowhere/a")).response.status).toBe(404);
  expect((await server.read("/is/content/nowhere/a")).response.status).toBe(404);
  expect(asked).toHaveLength(targets.length);
  expect(server.lines).toContainEqual(
    expect.stringMatching(/^200 REMOTE img .* catalog-unavailable \/is\/image\/shop\/a$/),
  );
});

test("without redirect it is a text error that says that it will pass, and no default image", async () => {
  const files = {
    ...SHOP,
    "catalog/default.ini": "DefaultImage=d.png\n",
    "catalog/b.ini": "RootId=b\nCatalogFile=gone.txt\n",
  };
  const { read } = await startServer(files, { allowIncomplete: true });
  const { response, text } = await read("/is/image/b/x");
  expect(response.status).toBe(503);
  expect(response.headers.get("retry-after")).not.toBeNull();
  expect(text).toContain("not available");
});

test("an image by path is not absent while a root that is named is not there", async () => {
  const { transport, asked } = answeringTransport();
  const conf = `${CONF}\nimage.rootPaths=images;not-mounted`;
  const { read } = await startServer({}, { conf, transport, allowIncomplete: true });
  expect((await read("/is/image/some/where.jpg")).text).toContain("secondary:");
  expect(asked).toHaveLength(1);
});

test("a catalog whose filter is not known guards its folder", async () => {
  const files = {
    "catalog/b.ini": "RootId=b\nRootPath=guarded\nClientAddressFilter=10.0.0.1\nCatalogFile=gone.txt\n",
    "static/guarded/x.css": "x",
    "images/guarded/x.png": "x",
  };
  const { read } = await startServer(files, { allowIncomplete: true });
  expect((await read("/is/image/guarded/x.png")).response.status).toBe(403);
});

test("a reload that finds less makes nothing absent", async () => {
  const { transport, asked } = answeringTransport();
  const server = await startServer(SHOP, { conf: CONF, transport });
  const { folder } = server;
  await rm(join(folder, "catalog", "shop.txt"));
  await server.server.reload();
  await server.read("/is/image/shop/a");
  // The mount point is there, and empty.
  await rename(join(folder, "catalog"), join(folder, "away"));
  await server.write({ "catalog/.keep": "" });
  await server.server.reload();
  await server.read("/is/image/shop/a");
  await rm(join(folder, "catalog"), { recursive: true });
  await server.server.reload();
  await server.read("/is/image/shop/a");
  // A folder of another name, with a catalog that cannot be loaded there.
  await server.write({
    "PlatformServer.conf": `accessLog.pattern=${SHORT_PATTERN}\n${CONF}\ncatalog.rootPath=new`,
    "new/shop.ini": SHOP["catalog/shop.ini"],
  });
  await server.server.reload();
  await server.read("/is/image/shop/a");
  expect(asked).toHaveLength(4);
  expect(server.lines.filter((line) => line.startsWith("200 REMOTE"))).toHaveLength(4);
});

test("a folder that is not there is no reason to end a server that runs", async () => {
  const server = await startServer(SHOP, { conf: CONF });
  await chmod(join(server.folder, "catalog"), 0o700);
  await rm(join(server.folder, "images"), { recursive: true });
  await expect(server.server.reload()).resolves.toBeUndefined();
});

test("the option is a boolean", async () => {
  const options = { configurationFolder: "/nowhere", allowIncomplete: "yes" as unknown as boolean };
  await expect(createImageServer(options)).rejects.toThrow("allowIncomplete is");
});
