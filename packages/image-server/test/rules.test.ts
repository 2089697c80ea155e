import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createDiskSourceStore } from "../src/sources/disk-source-store.ts";
import { jpeg } from "./test-images.ts";
import { answeringTransport, startServer, type TestFiles } from "./test-server.ts";

const REDIRECT = "errorRedirect.rootUrl=http://secondary.test";

async function shop(): Promise<TestFiles> {
  const photo = await jpeg(120, 90);
  return {
    "catalog/default.ini": "",
    "catalog/shop.ini": [
      "RootId=shop",
      "CatalogFile=shop.txt",
      "StaticContentCatalogFile=static.txt",
      "FontMapFile=fonts.txt",
      "IccProfileMapFile=profiles.txt",
      "DefaultFont=Absent",
    ].join("\n"),
    "catalog/shop.txt": [
      "Id\tPath",
      "shoes\tshoes.jpg",
      "gone\tgone.jpg",
      "cut\tcut.jpg",
      "folder\tfolder.jpg",
      "strange\tstrange.psd",
    ].join("\n"),
    "catalog/static.txt": "Id\tPath\nfilm\tfilm.vtt\nlost\tlost.vtt\nfolder\tfolder.css\n",
    "catalog/fonts.txt": "Name\tFontPath\nBroken\tbroken.ttf\nAbsent\tabsent.ttf\nFolder\tfolder\n",
    "catalog/profiles.txt": "Name\tProfilePath\nbroken\tbroken.icc\nabsent\tabsent.icc\nfolder\tfolder\n",
    "catalog/broken.ttf": "this is no font ".repeat(100),
    "catalog/broken.icc": "this is no profile ".repeat(100),
    "images/shoes.jpg": photo,
    "images/loose.jpg": photo,
    "images/cut.jpg": photo.subarray(0, photo.length / 2),
    "images/strange.psd": new TextEncoder().encode("8BPS\0\x01"),
    "static/film.vtt": "WEBVTT\n",
  };
}

/** The text of a layer in a font of the font map. */
function rtf(font: string): string {
  return encodeURIComponent(String.raw`{\rtf1{\fonttbl{\f0 ${font};}}\f0 Shoes}`);
}

/** What a request is answered with while redirect on error is on: by the secondary, or here with a status. */
const rows: [rule: string, path: string, answer: "secondary" | number, exception: string][] = [
  ["R01 in the catalog, not on disk", "/is/image/shop/gone", "secondary", "image-not-on-disk"],
  ["R01 as a layer", "/is/image/shop/shoes?layer=1&src=shop/gone", "secondary", "image-not-on-disk"],
  ["R02 not in the catalog, no such file", "/is/image/shop/nothing", 404, "image-not-in-catalog"],
  ["R02 no catalog, no such file", "/is/image/nowhere/nothing.jpg", 404, "image-not-in-catalog"],
  ["R02 as a layer", "/is/image/shop/shoes?layer=1&src=nothing.jpg", 404, "image-not-in-catalog"],
  ["R03 corrupt, by the catalog", "/is/image/shop/cut", "secondary", "image-corrupt"],
  ["R03 corrupt, by its path", "/is/image/cut.jpg", "secondary", "image-corrupt"],
  ["R04 corrupt profile", "/is/image/shop/shoes?icc=broken", "secondary", "profile-corrupt"],
  ["R05 corrupt font", `/is/image/shop/shoes?layer=1&text=${rtf("Broken")}`, "secondary", "font-corrupt"],
  ["R06 static, in the catalog, not on disk", "/is/content/shop/lost", "secondary", "static-not-on-disk"],
  ["R07 static, not in the catalog, not on disk", "/is/content/shop/nothing", "secondary", "static-not-on-disk"],
  ["R07 static, by its path", "/is/static/nothing.css", "secondary", "static-not-on-disk"],
  ["R08 bad command", "/is/image/shop/gone?wid=-1", 400, "bad-command"],
  ["R08 unknown context", "/is/render/shop/gone", 404, "unknown-context"],
  ["R08 unknown catalog of static content", "/is/content/nowhere/lost", 404, "unknown-context"],
  ["R08 no such profile", "/is/image/shop/shoes?icc=nothing", 404, "profile-not-found"],
  ["R08 profile file missing", "/is/image/shop/shoes?icc=absent", 404, "profile-not-found"],
  ["R08 no such font", `/is/image/shop/shoes?layer=1&text=${rtf("Nothing")}`, 404, "font-not-found"],
  ["R08 font file missing", "/is/image/shop/shoes?layer=1&text=x", 404, "font-not-found"],
  ["R16 pipe in the path", "/is/image/shop/gone|x", 404, "image-not-in-catalog"],
  ["X01 unreadable, by the catalog", "/is/image/shop/folder", "secondary", "image-unreadable"],
  ["X01 unreadable, by its path", "/is/image/folder.jpg", "secondary", "image-unreadable"],
  ["X01 unreadable static content", "/is/content/shop/folder", "secondary", "static-unreadable"],
  ["X01 unreadable font", `/is/image/shop/shoes?layer=1&text=${rtf("Folder")}`, "secondary", "font-corrupt"],
  ["X01 unreadable profile", "/is/image/shop/shoes?icc=folder", "secondary", "profile-corrupt"],
  ["X02 unsupported", "/is/image/shop/strange", 500, "image-unsupported"],
];

describe("with redirect on error", () => {
  for (const [rule, path, answer, exception] of rows) {
    test(`${rule}: ${answer}`, async () => {
      const { transport, asked } = answeringTransport();
      const server = await startServer(await shop(), { transport, conf: REDIRECT });
      await mkdir(join(server.folder, "images/folder.jpg"));
      await mkdir(join(server.folder, "static/folder.css"));
      await mkdir(join(server.folder, "catalog/folder"));
      const { response, text } = await server.read(path);
      expect({ status: response.status, redirected: asked.length }, text).toEqual(
        answer === "secondary" ? { status: 200, redirected: 1 } : { status: answer, redirected: 0 },
      );
      expect(server.records).toHaveLength(1);
      expect(server.records[0]).toMatchObject({
        exception,
        cacheUse: answer === "secondary" ? "REMOTE" : expect.not.stringMatching("REMOTE"),
      });
      if (answer !== "secondary") expect(response.headers.get("cache-control")).toBe("no-store");
    });
  }
});

test("R12: without a root URL everything is answered here", async () => {
  const { transport, asked } = answeringTransport();
  const server = await startServer(await shop(), { transport });
  expect((await server.read("/is/image/shop/gone")).response.status).toBe(404);
  expect((await server.read("/is/image/shop/cut")).response.status).toBe(500);
  expect((await server.read("/is/content/shop/lost")).response.status).toBe(404);
  expect(asked).toEqual([]);
});

test("R16: a catalogued image with a pipe in its id is answered here", async () => {
  const { transport, asked } = answeringTransport();
  const files = { ...(await shop()), "catalog/shop.txt": "Id\tPath\na|b\tgone.jpg\n" };
  const server = await startServer(files, { transport, conf: REDIRECT });
  expect((await server.read("/is/image/shop/a|b")).response.status).toBe(404);
  expect((await server.read("/is/image/shop/a%7Cb")).response.status).toBe(404);
  expect(asked).toEqual([]);
});

test("X01: out of file handles is answered 503 here, with Retry-After", async () => {
  const { transport, asked } = answeringTransport();
  const disk = createDiskSourceStore();
  const exhausted = { kind: "exhausted", cause: new Error("EMFILE") } as const;
  const sources = { ...disk, read: async () => exhausted, stream: async () => exhausted };
  const server = await startServer(await shop(), { transport, sources, conf: REDIRECT });
  for (const path of ["/is/image/shop/shoes", "/is/content/shop/film"]) {
    const { response } = await server.read(path);
    expect(response.status).toBe(503);
    expect(response.headers.get("retry-after")).toBe("5");
  }
  expect(asked).toEqual([]);
  expect(server.records.map(({ processingStatus }) => processingStatus)).toEqual([4, 4]);
});

test("R15: no default and no error image when the secondary cannot be contacted", async () => {
  const refuse = async () => {
    throw new Error("refused");
  };
  const files = { ...(await shop()), "catalog/default.ini": "DefaultImage=loose.jpg\nErrorImage=loose.jpg\n" };
  const server = await startServer(files, { transport: refuse, conf: REDIRECT });
  const { response, text } = await server.read("/is/image/shop/gone");
  expect(response.headers.get("content-type")).toContain("text/plain");
  expect(response.status).toBeGreaterThanOrEqual(500);
  expect(text).not.toContain("secondary.test");
  expect(server.records[0]?.cacheUse).toBe("REMOTE");
});

test("a bug is answered 500 without detail, told the operator, and not redirected", async () => {
  const { transport, asked } = answeringTransport();
  const sources = {
    ...createDiskSourceStore(),
    locate: () => Promise.reject(new TypeError("secret is not a function")),
  };
  const files = { ...(await shop()), "catalog/default.ini": "ErrorDetail=3\nErrorImage=loose.jpg\n" };
  const server = await startServer(files, { transport, sources, conf: REDIRECT });
  const { response, text } = await server.read("/is/image/shop/shoes");
  expect(response.status).toBe(500);
  expect(text).not.toContain("secret");
  expect(asked).toEqual([]);
  expect(server.records[0]).toMatchObject({ exception: "TypeError", processingStatus: 3 });
  expect(server.notices.at(-1)).toMatchObject({
    severity: "error",
    file: "/is/image/shop/shoes",
    message: expect.stringContaining("secret is not a function"),
  });
});
