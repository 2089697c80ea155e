import { expect, test } from "vitest";
import { parseAttributes } from "./attribute-file.ts";
import { BUILT_IN_ATTRIBUTES, readAttributes } from "./attributes.ts";
import { CatalogFileError } from "./catalog-file-error.ts";
import { createNoticeList } from "./notice-list.ts";

const inherited = {
  ...BUILT_IN_ATTRIBUTES,
  rootId: "default",
  rootPath: "inherited",
  defaultImage: "none.png",
  defaultExt: "tif",
  jpegQuality: 40,
  clientAddressFilter: ["10.0.0.0/8"],
};

function read(text: string) {
  const notices = createNoticeList("shop.ini");
  const { attributes, dataFiles } = readAttributes(parseAttributes(text, notices), inherited, "shop.ini", notices);
  return { attributes, dataFiles, notices: notices.notices() };
}

test("what a file does not say is inherited, but for the root id and the data files", () => {
  const { attributes, dataFiles, notices } = read("");
  expect(attributes).toEqual({ ...inherited, rootId: "" });
  expect(dataFiles).toEqual({ images: [], staticContent: [], fontMap: [], profileMap: [] });
  expect(notices).toEqual([]);
});

test("all attributes are read; names are not case-sensitive, white space and comments do not matter", () => {
  const { attributes, dataFiles, notices } = read(
    [
      "# the shop",
      "ROOTID = shop",
      "rootpath=shop/images/",
      " StaticContentRootPath = shop\\files",
      "CatalogFile=a.tsv, b.tsv",
      "StaticContentCatalogFile=static.tsv",
      "FontMapFile=fonts.tsv",
      "IccProfileMapFile=../profiles.tsv",
      "DefaultFont=Inter",
      "DefaultImage=",
      "ErrorImage=errors/\\",
      "error.png",
      "  # another comment",
      "ErrorDetail=2",
      "Expiration=-1",
      "NonImgExpiration=.5",
      "DefaultExt=.jpg",
      "JpegQuality=90,1",
      "BkgColor=255,128,0",
      "MaxPix=2000,3000",
      "Orientation=Ignore",
      "SourceCheck=Strict",
      "ClientAddressFilter=192.168.2.117, 10.0.0.0/8, ::1",
    ].join("\r\n"),
  );
  expect(attributes).toEqual({
    rootId: "shop",
    rootPath: "shop/images",
    staticContentRootPath: "shop/files",
    defaultFont: "Inter",
    errorImage: "errors/error.png",
    errorDetail: 2,
    expiration: -1,
    nonImgExpiration: 0.5,
    defaultExt: "jpg",
    jpegQuality: 90,
    bkgColor: 0xff8000,
    maxPix: { width: 2000, height: 3000 },
    orientation: "ignore",
    sourceCheck: "strict",
    clientAddressFilter: ["192.168.2.117", "10.0.0.0/8", "::1"],
  });
  expect(dataFiles).toEqual({
    images: ["a.tsv", "b.tsv"],
    staticContent: ["static.tsv"],
    fontMap: ["fonts.tsv"],
    profileMap: ["../profiles.tsv"],
  });
  expect(notices).toEqual([]);
});

test("an empty value means none for names and folders, and inherited for numbers", () => {
  const { attributes, notices } = read("RootPath=\nDefaultImage=\nDefaultExt=\nJpegQuality=\nClientAddressFilter=");
  expect(attributes).toMatchObject({ rootPath: "", jpegQuality: 40, clientAddressFilter: ["10.0.0.0/8"] });
  expect(attributes).not.toHaveProperty("defaultImage");
  expect(attributes).not.toHaveProperty("defaultExt");
  expect(notices).toEqual([]);
});

test.each([
  ["ErrorDetail", "4"],
  ["Expiration", "-3"],
  ["Expiration", "ten"],
  ["NonImgExpiration", "1e3"],
  ["JpegQuality", "0"],
  ["JpegQuality", "101"],
  ["JpegQuality", "80,2"],
  ["BkgColor", "red"],
  ["BkgColor", "256,0,0"],
  ["MaxPix", "2000"],
  ["Orientation", "1"],
  ["SourceCheck", "severe"],
  ["MaxPix", "0,2000"],
  ["MaxPix", "-1,-1"],
  ["DefaultExt", "../x"],
])("%s=%s is told about with line and what is allowed, and the inherited value is used", (name, value) => {
  const { attributes, notices } = read(`RootId=shop\n${name}=${value}`);
  expect(attributes).toEqual({ ...inherited, rootId: "shop" });
  expect(notices).toEqual([
    {
      severity: "error",
      file: "shop.ini",
      line: 2,
      column: name,
      message: expect.stringMatching(/allowed.*inherited/),
    },
  ]);
  expect(notices[0]?.message).toContain(JSON.stringify(value));
});

test.each(["RootPath=../x", "RootPath=/x", "StaticContentRootPath=a/../../x", "RootPath=C:\\x"])(
  "%s makes the catalog unusable",
  (record) => {
    expect(() => read(`RootId=shop\n${record}`)).toThrow(CatalogFileError);
  },
);

test("a bad part of the address filter never opens the catalog", () => {
  const some = read("ClientAddressFilter=10.1.0.0/16,localhost,10.0.0.1/33");
  expect(some.attributes.clientAddressFilter).toEqual(["10.1.0.0/16"]);
  expect(some.notices).toEqual([
    expect.objectContaining({ severity: "error", line: 1, column: "ClientAddressFilter" }),
  ]);
  expect(some.notices[0]?.message).toContain('"localhost", "10.0.0.1/33"');
  const none = read("ClientAddressFilter=localhost");
  expect(none.attributes.clientAddressFilter).toEqual(["255.255.255.255/32"]);
});

test.each(["constructor", "__proto__", "toString", "hasOwnProperty"])("%s is an unknown attribute", (name) => {
  const { attributes, notices } = read(`RootId=shop\n${name}=x`);
  expect(attributes).toEqual({ ...inherited, rootId: "shop" });
  expect(notices).toEqual([expect.objectContaining({ severity: "warning", line: 2, column: name })]);
});

test("records that are no attributes, unknown names and names set twice are told about", () => {
  const { attributes, notices } = read("[section]\nJpegQualty=3\nErrorDetail=1\nerrordetail=3");
  expect(attributes.errorDetail).toBe(3);
  expect(notices.map(({ severity, line, message }) => [severity, line, message])).toEqual([
    ["error", 1, expect.stringContaining('"[section]"')],
    ["warning", 4, expect.stringContaining("line 3")],
    ["warning", 2, expect.stringContaining('did you mean "JpegQuality"?')],
  ]);
});
