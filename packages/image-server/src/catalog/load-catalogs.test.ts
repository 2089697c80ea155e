import { mkdir, rename, rm, utimes } from "node:fs/promises";
import { expect, test } from "vitest";
import { tempFolder } from "../../test/temp-folder.ts";
import { loadCatalogs } from "./load-catalogs.ts";

const tsv = (...rows: string[][]) => rows.map((row) => row.join("\t")).join("\n");

async function load(files: Readonly<Record<string, string>>) {
  const folder = await tempFolder(files);
  const loaded = await loadCatalogs({ catalogRootPath: folder.path });
  const notices = loaded.notices.map(({ severity, file, line, column, message }) => ({
    severity,
    place: [file.slice(folder.path.length + 1), line, column].filter((part) => part !== undefined).join(":"),
    message,
  }));
  return { folder, loaded, notices, catalogs: loaded.catalogs };
}

test("a catalog is loaded with all its data files and inherits from default.ini", async () => {
  const { catalogs, notices, loaded, folder } = await load({
    "default.ini": "JpegQuality=70\nDefaultImage=none\nFontMapFile=fonts.tsv\nCatalogFile=default.tsv",
    "default.tsv": tsv(["Id", "Path"], ["none", "none.png"]),
    "fonts.tsv": tsv(["Name", "FontPath"], ["Inter", "fonts/Inter.ttf"], ["Serif", "fonts/Serif.ttf"]),
    "shop.ini":
      "RootId=shop\nCatalogFile=one.tsv,data/two.tsv\nStaticContentCatalogFile=static.tsv\n" +
      "FontMapFile=shop-fonts.tsv\nIccProfileMapFile=profiles.tsv",
    "one.tsv": tsv(
      ["Id", "Path", "Modifier", "Expiration", "TimeStamp", "UserData"],
      ["shoe", "shoe.jpg", "wid=100", "24", "2024/02/29 12:34:56", "a shoe"],
      ["shoe/red", "red.jpg", "", "-2", "", ""],
    ),
    "data/two.tsv": tsv(["Id", "Path"], ["hat", "hat.png"]),
    "static.tsv": tsv(
      ["Id", "Path", "Expiration", "UserType"],
      ["manual", "manual.pdf", "-1", "pdf"],
      ["css", "a.css"],
    ),
    "shop-fonts.tsv": tsv(["Name", "FontPath"], ["Serif", "shop/Serif.ttf"]),
    "profiles.tsv": tsv(["Name", "ProfilePath"], ["sRGB", "icc/srgb.icc"]),
  });
  expect(notices).toEqual([]);
  const shop = catalogs.catalog("shop");
  expect(shop?.attributes).toMatchObject({ rootId: "shop", jpegQuality: 70, defaultImage: "none", expiration: 10 });
  expect(shop?.image("shoe")).toEqual({
    id: "shoe",
    path: "shoe.jpg",
    modifier: "wid=100",
    expiration: 24,
    timeStampMs: Date.UTC(2024, 1, 29, 12, 34, 56),
    userData: "a shoe",
  });
  expect(shop?.image("shoe/red")).toEqual({ id: "shoe/red", path: "red.jpg" });
  expect(shop?.image("hat")?.path).toBe("hat.png");
  expect(shop?.image("Hat")).toBeUndefined();
  expect(shop?.image("manual")).toBeUndefined();
  expect(shop?.staticContent("manual")).toEqual({ id: "manual", path: "manual.pdf", expiration: -1, userType: "pdf" });
  expect(shop?.staticContent("css")).toEqual({ id: "css", path: "a.css" });
  expect(shop?.fontPath("Serif")).toBe("shop/Serif.ttf");
  expect(shop?.fontPath("Inter")).toBe("fonts/Inter.ttf");
  expect(shop?.fontPath("constructor")).toBeUndefined();
  expect(shop?.profilePath("sRGB")).toBe("icc/srgb.icc");
  expect(catalogs.defaultCatalog.image("none")?.path).toBe("none.png");
  expect(catalogs.rootIds).toEqual(["shop"]);
  expect(loaded.files).toContain(folder.file("data/two.tsv"));
});

test("without default.ini the defaults of the server are inherited", async () => {
  const { catalogs, notices } = await load({ "shop.ini": "RootId=shop" });
  expect(notices).toEqual([]);
  expect(catalogs.catalog("shop")?.attributes).toEqual({ ...catalogs.defaultCatalog.attributes, rootId: "shop" });
  expect(catalogs.defaultCatalog.attributes).toMatchObject({ jpegQuality: 85, errorDetail: 1, bkgColor: 0xffffff });
});

test("of two rows with one id the last wins, with a warning, also over two files", async () => {
  const { catalogs, notices } = await load({
    "shop.ini": "RootId=shop\nCatalogFile=one.tsv,two.tsv",
    "one.tsv": tsv(["Id", "Path"], ["a", "1.jpg"], ["a", "2.jpg"]),
    "two.tsv": tsv(["Id", "Path"], ["a", "3.jpg"]),
  });
  expect(catalogs.catalog("shop")?.image("a")?.path).toBe("3.jpg");
  expect(notices.map(({ severity, place }) => [severity, place])).toEqual([
    ["warning", "one.tsv:3:Id"],
    ["warning", "two.tsv:2:Id"],
  ]);
});

test("rows without id or path and paths that leave the root are skipped with an error, the others are kept", async () => {
  const { catalogs, notices } = await load({
    "shop.ini": "RootId=shop\nCatalogFile=a.tsv\nFontMapFile=f.tsv",
    "a.tsv": tsv(["Id", "Path"], ["", "x.jpg"], ["b"], ["c", "../../etc/passwd"], ["d", "/etc/passwd"], ["e", "e.jpg"]),
    "f.tsv": tsv(["Name", "FontPath"], ["Inter", "../Inter.ttf"]),
  });
  const shop = catalogs.catalog("shop");
  expect(["b", "c", "d", "e"].map((id) => shop?.image(id)?.path)).toEqual([undefined, undefined, undefined, "e.jpg"]);
  expect(shop?.fontPath("Inter")).toBeUndefined();
  expect(notices.map(({ severity, place }) => `${severity} ${place}`)).toEqual([
    "error a.tsv:2:Id",
    "error a.tsv:3:Path",
    "error a.tsv:4:Path",
    "error a.tsv:5:Path",
    "error f.tsv:2:FontPath",
  ]);
});

test("a bad expiration or time stamp is told about, the row is kept without it", async () => {
  const { catalogs, notices } = await load({
    "shop.ini": "RootId=shop\nCatalogFile=a.tsv",
    "a.tsv": tsv(["Id", "Path", "Expiration", "TimeStamp"], ["a", "a.jpg", "soon", "yesterday"]),
  });
  expect(catalogs.catalog("shop")?.image("a")).toEqual({ id: "a", path: "a.jpg" });
  expect(notices.map(({ place }) => place)).toEqual(["a.tsv:2:Expiration", "a.tsv:2:TimeStamp"]);
});

test("a broken catalog is left out and the others load", async () => {
  const { catalogs, notices, folder } = await load({
    "no-column.ini": "RootId=no-column\nCatalogFile=no-column.tsv",
    "no-column.tsv": tsv(["Id", "File"], ["a", "a.jpg"]),
    "no-file.ini": "RootId=no-file\nFontMapFile=nowhere.tsv",
    "no-root.ini": "JpegQuality=1",
    "quote.ini": "RootId=quote\nStaticContentCatalogFile=quote.tsv",
    "quote.tsv": `${tsv(["Id", "Path"], ["a", "b"])}\nc\t"d`,
    "shop.ini": "RootId=shop",
    ".hidden.ini": "not read",
  });
  expect(catalogs.rootIds).toEqual(["shop"]);
  const errors = notices.filter(({ severity }) => severity === "error").map(({ place }) => place);
  expect(errors).toEqual(["no-column.tsv:1:Path", "nowhere.tsv", "no-root.ini:RootId", "quote.tsv:3"]);
  expect(notices.at(-1)?.message).toContain(`the catalog of ${folder.file("quote.ini")} is left out`);
});

test("a broken default.ini leaves the server's defaults, and the other catalogs load", async () => {
  const { catalogs, notices } = await load({
    "default.ini": "JpegQuality=3\nCatalogFile=x.tsv",
    "shop.ini": "RootId=shop",
  });
  expect(catalogs.catalog("shop")?.attributes.jpegQuality).toBe(85);
  expect(notices).toEqual([expect.objectContaining({ severity: "error", place: "x.tsv" })]);
});

test("of two catalogs with one root id the last file wins, with a warning", async () => {
  const { catalogs, notices } = await load({ "a.ini": "RootId=shop\nMaxPix=1,1", "b.ini": "RootId=shop\nMaxPix=2,2" });
  expect(catalogs.catalog("shop")?.attributes.maxPix.width).toBe(2);
  expect(notices).toEqual([expect.objectContaining({ severity: "warning", place: "b.ini:RootId" })]);
});

test("a missing catalog folder is an error and an empty set", async () => {
  const folder = await tempFolder();
  const { catalogs, notices } = await loadCatalogs({ catalogRootPath: folder.file("nowhere") });
  expect(catalogs.rootIds).toEqual([]);
  expect(catalogs.catalog("shop")).toBeUndefined();
  expect(catalogs.defaultCatalog.attributes.jpegQuality).toBe(85);
  expect(notices).toEqual([expect.objectContaining({ severity: "error", file: folder.file("nowhere") })]);
});

test("an attribute file that cannot be read is an error that names it", async () => {
  const folder = await tempFolder({ "shop.ini": "RootId=shop" });
  await mkdir(folder.file("folder.ini"));
  const { catalogs, notices } = await loadCatalogs({ catalogRootPath: folder.path });
  expect(catalogs.rootIds).toEqual(["shop"]);
  expect(notices).toEqual([expect.objectContaining({ severity: "error", file: folder.file("folder.ini") })]);
});

test("a loading keeps from the one before what is broken now, and forgets what is gone", async () => {
  const folder = await tempFolder({
    "default.ini": "JpegQuality=70",
    "shop.ini": "RootId=shop",
    "gone.ini": "RootId=gone",
  });
  const configuration = { catalogRootPath: folder.path };
  const previous = await loadCatalogs(configuration);
  await folder.write("default.ini", "RootPath=../..");
  await folder.write("shop.ini", "RootId=");
  await rm(folder.file("gone.ini"));
  const { catalogs, notices } = await loadCatalogs(configuration, { previous });
  expect(catalogs.rootIds).toEqual(["shop"]);
  expect(catalogs.defaultCatalog.attributes.jpegQuality).toBe(70);
  expect(catalogs.version).toBe(previous.catalogs.version + 1);
  expect(notices.map(({ message }) => message)).toEqual([
    expect.stringContaining("stays as it was"),
    expect.stringContaining("stays as it was"),
  ]);
});

test("a file that is wrong in every row is told about in a hundred notices and a count", async () => {
  const rows = Array.from({ length: 1000 }, () => ["", "x"]);
  const { notices } = await load({ "a.ini": "RootId=a\nCatalogFile=a.tsv", "a.tsv": tsv(["Id", "Path"], ...rows) });
  expect(notices.length).toBe(101);
  expect(notices.at(-1)?.message).toContain("900 more errors");
});

test("a data file that has not changed is not read again, one that has is, also with the same size and time", async () => {
  const folder = await tempFolder({
    "shop.ini": "RootId=shop\nCatalogFile=a.tsv,b.tsv",
    "a.tsv": tsv(["Id", "Path"], ["a", "1.jpg"], ["", "none.jpg"]),
    "b.tsv": tsv(["Id", "Path"], ["b", "1.jpg"]),
  });
  const longAgo = new Date(1_700_000_000_000);
  for (const name of ["a.tsv", "b.tsv"]) await utimes(folder.file(name), longAgo, longAgo);
  const configuration = { catalogRootPath: folder.path };
  const first = await loadCatalogs(configuration);
  await folder.write("b.new", tsv(["Id", "Path"], ["b", "2.jpg"]));
  await utimes(folder.file("b.new"), longAgo, longAgo);
  await rename(folder.file("b.new"), folder.file("b.tsv"));
  const second = await loadCatalogs(configuration, { previous: first });

  const reused = [...second.tables].map(([key, kept]) => first.tables.get(key)?.table === kept.table);
  expect(reused).toEqual([true, false]);
  expect(second.catalogs.catalog("shop")?.image("b")?.path).toBe("2.jpg");
  expect(second.notices, "what is wrong is told at every loading").toEqual(first.notices);
});

test("a data file that was just written is read again, for it may have changed within the tick of its clock", async () => {
  const folder = await tempFolder({
    "shop.ini": "RootId=shop\nCatalogFile=a.tsv",
    "a.tsv": tsv(["Id", "Path"], ["a", "1"]),
  });
  const soon = new Date(Date.now() + 3_600_000);
  await utimes(folder.file("a.tsv"), soon, soon);
  const first = await loadCatalogs({ catalogRootPath: folder.path });
  const second = await loadCatalogs({ catalogRootPath: folder.path }, { previous: first });
  expect([...second.tables.values()][0]?.table).not.toBe([...first.tables.values()][0]?.table);
});

test("catalogs that name one data file share its rows, and it is told about once", async () => {
  const { catalogs, notices, loaded } = await load({
    "a.ini": "RootId=a\nCatalogFile=shared.tsv",
    "b.ini": "RootId=b\nCatalogFile=shared.tsv\nStaticContentCatalogFile=shared.tsv",
    "shared.tsv": tsv(["Id", "Path"], ["x", "x.jpg"], ["y", "../y.jpg"]),
  });
  expect(["a", "b"].map((rootId) => catalogs.catalog(rootId)?.image("x")?.path)).toEqual(["x.jpg", "x.jpg"]);
  expect(catalogs.catalog("b")?.staticContent("x")?.path).toBe("x.jpg");
  expect(loaded.tables.size).toBe(2);
  expect(notices.map(({ place }) => place)).toEqual(["shared.tsv:3:Path", "shared.tsv:3:Path"]);
});
