import { rename, rm, utimes } from "node:fs/promises";
import { expect, onTestFinished, test } from "vitest";
import { type TempFolder, tempFolder } from "../../test/temp-folder.ts";
import type { ConfigurationNotice } from "../configuration/configuration.ts";
import { ConfigurationError } from "../configuration/configuration-error.ts";
import { type WatchConfigurationOptions, watchConfiguration } from "./watch-configuration.ts";

const table = (...rows: string[][]) => [["Id", "Path"], ...rows].map((row) => row.join("\t")).join("\n");

function shopFolder(): Promise<TempFolder> {
  return tempFolder({
    "PlatformServer.conf": "cache.maxEntries=1\n",
    "images/a.jpg": "",
    "catalog/shop.ini": "RootId=shop\nCatalogFile=shop.tsv\n",
    "catalog/shop.tsv": table(["a", "old.jpg"]),
    "catalog/other.ini": "RootId=other\n",
  });
}

async function watch(folder: TempFolder, options: WatchConfigurationOptions = {}) {
  const notices: ConfigurationNotice[] = [];
  const watched = await watchConfiguration(folder.path, {
    pollIntervalMs: 0,
    onNotice: (notice) => notices.push(notice),
    ...options,
  });
  onTestFinished(() => watched.close());
  const pathOf = (id: string) => watched.current.catalogs.catalog("shop")?.image(id)?.path;
  return { watched, notices, pathOf };
}

test("reload() brings new settings and rows; versions that were handed out stay as they are", async () => {
  const folder = await shopFolder();
  const { watched, notices, pathOf } = await watch(folder);
  const first = watched.current;
  await folder.write("PlatformServer.conf", "cache.maxEntries=2\n");
  await folder.write("catalog/shop.tsv", table(["a", "new.jpg"]));
  await folder.write("catalog/third.ini", "RootId=third\n");
  await rm(folder.file("catalog/other.ini"));
  await watched.reload();
  expect(watched.current.version).toBe(2);
  expect(watched.current.configuration.cache.maxEntries).toBe(2);
  expect(pathOf("a")).toBe("new.jpg");
  expect(watched.current.catalogs.rootIds).toEqual(["shop", "third"]);
  expect(watched.current.catalogs.version).toBeGreaterThan(first.catalogs.version);
  expect(first.configuration.cache.maxEntries).toBe(1);
  expect(first.catalogs.catalog("shop")?.image("a")?.path).toBe("old.jpg");
  expect(notices).toEqual([]);
});

test("a broken PlatformServer.conf keeps the old settings, says where it is broken, and catalogs still reload", async () => {
  const folder = await shopFolder();
  const { watched, notices, pathOf } = await watch(folder);
  await folder.write("PlatformServer.conf", "\ncache.maxEntries=many\n");
  await folder.write("catalog/shop.tsv", table(["a", "new.jpg"]));
  await watched.reload();
  expect(watched.current.configuration.cache.maxEntries).toBe(1);
  expect(pathOf("a")).toBe("new.jpg");
  expect(notices[0]).toMatchObject({ severity: "error", line: 2, column: "cache.maxEntries" });
  expect(notices[1]?.message).toContain("stays as it was");
  await folder.write("PlatformServer.conf", "cache.maxEntries=3\n");
  await watched.reload();
  expect(watched.current.configuration.cache.maxEntries).toBe(3);
});

test.each([
  ["is gone", undefined],
  ["is empty", ""],
  ["is cut short", "cache.maxEntries=1\nerrorRedi"],
  ["is all NUL", "\0".repeat(60)],
])("redirect on error stays on when PlatformServer.conf %s", async (_, content) => {
  const folder = await tempFolder({
    "PlatformServer.conf": "cache.maxEntries=1\nerrorRedirect.rootUrl=http://second.example\n",
    "images/a.jpg": "",
    "catalog/shop.ini": "RootId=shop\n",
  });
  const { watched, notices } = await watch(folder);
  if (content === undefined) await rm(folder.file("PlatformServer.conf"));
  else await folder.write("PlatformServer.conf", content);
  await watched.reload();
  expect(watched.current.configuration.errorRedirect.rootUrl).toBe("http://second.example");
  expect(watched.current.configuration.cache.maxEntries).toBe(1);
  expect(notices.filter(({ severity }) => severity === "error").at(-1)?.message).toContain("stays as it was");

  await folder.write("PlatformServer.conf", "errorRedirect.rootUrl=\n");
  await watched.reload();
  expect(watched.current.configuration.errorRedirect.rootUrl).toBeUndefined();
});

test("a broken catalog keeps its old version until a good one comes, while the others reload", async () => {
  const folder = await shopFolder();
  const { watched, notices, pathOf } = await watch(folder);
  await folder.write("catalog/shop.tsv", `Id\tPath\na\tnew.jpg\nb\t"half a rec`);
  await folder.write("catalog/other.ini", "RootId=other\nJpegQuality=7\n");
  await watched.reload();
  expect(pathOf("a")).toBe("old.jpg");
  expect(watched.current.catalogs.catalog("other")?.attributes.jpegQuality).toBe(7);
  expect(notices).toEqual([
    expect.objectContaining({ severity: "error", file: folder.file("catalog/shop.tsv"), line: 3 }),
  ]);
  expect(notices[0]?.message).toContain(`the catalog of ${folder.file("catalog/shop.ini")} stays as it was`);
  await folder.write("catalog/shop.tsv", table(["a", "new.jpg"], ["b", "whole.jpg"]));
  await watched.reload();
  expect([pathOf("a"), pathOf("b")]).toEqual(["new.jpg", "whole.jpg"]);
});

test("a catalog folder that is gone keeps all catalogs", async () => {
  const folder = await shopFolder();
  const { watched, notices, pathOf } = await watch(folder);
  await rename(folder.file("catalog"), folder.file("away"));
  await watched.reload();
  expect(pathOf("a")).toBe("old.jpg");
  expect(notices).toEqual([expect.objectContaining({ severity: "error", file: folder.file("catalog") })]);
  await rename(folder.file("away"), folder.file("catalog"));
  await folder.write("catalog/shop.tsv", table(["a", "new.jpg"]));
  await watched.reload();
  expect(pathOf("a")).toBe("new.jpg");
});

test("the first configuration must be right", async () => {
  const folder = await tempFolder({ "PlatformServer.conf": "cache.maxEntries=x" });
  await expect(watchConfiguration(folder.path)).rejects.toBeInstanceOf(ConfigurationError);
  await expect(watchConfiguration(folder.path, { pollIntervalMs: -1 })).rejects.toThrow(/pollIntervalMs is -1/);
});

test("the watcher notices a write in place, an atomic replace with the same time and size, and a new file", async () => {
  const folder = await shopFolder();
  let reloaded = () => {};
  const nextReload = () => new Promise<void>((resolve) => (reloaded = resolve));
  const { watched, pathOf } = await watch(folder, { pollIntervalMs: 10, onReload: () => reloaded() });

  let reload = nextReload();
  await folder.write("catalog/shop.tsv", table(["a", "in-place.jpg"]));
  await reload;
  expect(pathOf("a")).toBe("in-place.jpg");

  const time = new Date(1_700_000_000_000);
  reload = nextReload();
  await utimes(folder.file("catalog/shop.tsv"), time, time);
  await reload;
  reload = nextReload();
  await folder.write("catalog/shop.tsv.new", table(["a", "replaced.jpg"]));
  await utimes(folder.file("catalog/shop.tsv.new"), time, time);
  await rename(folder.file("catalog/shop.tsv.new"), folder.file("catalog/shop.tsv"));
  await reload;
  expect(pathOf("a")).toBe("replaced.jpg");

  reload = nextReload();
  await folder.write("catalog/third.ini", "RootId=third");
  await reload;
  expect(watched.current.catalogs.rootIds).toContain("third");

  reload = nextReload();
  await folder.write("PlatformServer.conf", "cache.maxEntries=9");
  await reload;
  expect(watched.current.configuration.cache.maxEntries).toBe(9);
});
