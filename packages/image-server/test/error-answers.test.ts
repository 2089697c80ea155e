import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { expect, test } from "vitest";
import { jpeg, look, png } from "./test-images.ts";
import { startServer, type TestFiles } from "./test-server.ts";

const RED = 0xff0000;
const WHITE = 0xffffff;

async function files(attributes: string, added: TestFiles = {}): Promise<TestFiles> {
  const photo = await jpeg(120, 90);
  return {
    "catalog/shop.ini": `RootId=shop\nCatalogFile=shop.txt\n${attributes}\n`,
    "catalog/shop.txt":
      "Id\tPath\tModifier\nshoes\tshoes.jpg\t\ngone\tgone.jpg\t\ncut\tcut.jpg\t\nsorry\tsorry.png\t\nsmall\tsorry.png\twid=20\n",
    "images/shoes.jpg": photo,
    "images/cut.jpg": photo.subarray(0, photo.length / 2),
    "images/sorry.png": await png(80, 60, RED),
    ...added,
  };
}

test("the default image answers for a missing image with 200 and is not to be stored", async () => {
  const server = await startServer(await files("DefaultImage=shop/sorry"));
  for (const path of ["/is/image/shop/gone?fmt=png", "/is/image/shop/nothing?fmt=png"]) {
    const { response, bytes } = await server.read(path);
    expect(response.status).toBe(200);
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(response.headers.get("etag")).toBeNull();
    expect(await look(bytes)).toEqual({ width: 80, height: 60, color: RED });
  }
  expect(server.records).toMatchObject([
    { exception: "image-not-on-disk", processingStatus: 1, status: 200, cacheUse: "CREATED" },
    { exception: "image-not-in-catalog", processingStatus: 1, status: 200, cacheUse: "REUSED" },
  ]);
});

test("of the request only wid, hei, fmt and qlt reach the default image, and its own modifier applies", async () => {
  const server = await startServer(await files("DefaultImage=shop/small"));
  const own = await server.read("/is/image/shop/gone?fmt=png&crop=0,0,2,2&bgc=00FF00&layer=1&src=shop/shoes");
  expect(await look(own.bytes)).toEqual({ width: 20, height: 15, color: RED });
  const resized = await server.read("/is/image/shop/gone?wid=40&fmt=png");
  expect(await look(resized.bytes)).toMatchObject({ width: 40, height: 30 });
});

test("defaultImage= names another one, and empty switches it off", async () => {
  const server = await startServer(await files("DefaultImage=shop/sorry"));
  const other = await server.read("/is/image/shop/gone?defaultImage=shop/shoes");
  expect(await look(other.bytes)).toMatchObject({ width: 120, height: 90 });
  expect((await server.read("/is/image/shop/gone?defaultImage=")).response.status).toBe(404);
  expect((await server.read("/is/image/shop/gone?defaultImage=../x.jpg")).response.status).toBe(404);
});

test("the default image is for missing images only, and for images only", async () => {
  const server = await startServer(await files("DefaultImage=shop/sorry"));
  expect((await server.read("/is/image/shop/cut")).response.status).toBe(500);
  expect((await server.read("/is/image/shop/shoes?wid=x")).response.status).toBe(400);
  expect((await server.read("/is/image/shop/gone?req=props")).response.status).toBe(404);
  expect((await server.read("/is/static/gone.css")).response.status).toBe(404);
});

test("the error image answers other errors with 200", async () => {
  const server = await startServer(await files("ErrorImage=shop/sorry"));
  for (const path of ["/is/image/shop/cut", "/is/image/shop/gone", "/is/image/shop/shoes?wid=x&fmt=png"]) {
    const { response, bytes } = await server.read(path);
    expect(response.status).toBe(200);
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(await look(bytes)).toMatchObject({ width: 80, height: 60 });
  }
  expect(server.records).toMatchObject([
    { exception: "image-corrupt", processingStatus: 3 },
    { exception: "image-not-on-disk", processingStatus: 1 },
    { exception: "bad-command", processingStatus: 2 },
  ]);
  expect((await server.read("/is/image/shop/cut", { method: "HEAD" })).response.status).toBe(200);
  expect((await server.read("/is/image/shop/cut?req=props")).response.status).toBe(500);
});

test("a missing default image gives way to the error image, a broken error image to the text", async () => {
  const both = await startServer(await files("DefaultImage=shop/gone\nErrorImage=shop/sorry"));
  expect(await look((await both.read("/is/image/shop/nothing")).bytes)).toMatchObject({ width: 80, height: 60 });
  for (const broken of ["shop/gone", "shop/cut", "nothing.jpg", "../x.jpg"]) {
    const server = await startServer(await files(`ErrorImage=${broken}`));
    const { response, text } = await server.read("/is/image/shop/gone");
    expect(response.status).toBe(404);
    expect(text).toContain("The image was not found.");
  }
});

test("ErrorDetail says how much a text tells", async () => {
  const texts: string[] = [];
  for (const detail of [0, 1, 2, 3]) {
    const server = await startServer(await files(`ErrorDetail=${detail}`));
    texts.push((await server.read("/is/image/shop/cut")).text);
    expect((await server.read("/is/image/shop/shoes?wid=x")).text.includes("wid")).toBe(detail > 0);
  }
  expect(texts[0]).toBe("500 Internal Server Error\n");
  expect(texts[1]).toBe("500 Internal Server Error\nThe image is damaged.\n");
  expect(texts[2]).toMatch(/^500 Internal Server Error\nThe image is damaged.\nimage-corrupt: .*cut.*\n$/);
  expect(texts[3]?.startsWith(texts[2] ?? "?")).toBe(true);
  expect(texts[3]?.length).toBeGreaterThan(texts[2]?.length ?? 0);
});

async function withFont(attributes: string, modifier: string): Promise<TestFiles> {
  const font = createRequire(import.meta.url).resolve("@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf");
  return files(`DefaultFont=Inter\nFontMapFile=fonts.txt\nErrorImage=shop/onError\n${attributes}`, {
    "catalog/fonts.txt": "Name\tFontPath\nInter\tinter.ttf\n",
    "catalog/inter.ttf": await readFile(font),
    "catalog/shop.txt": `Id\tPath\tModifier\ncut\tcut.jpg\t\nonError\twhite.png\t${modifier}\n`,
    "images/white.png": await png(200, 100, WHITE),
  });
}

test("the message is rendered into the error image, each message into its own", async () => {
  const server = await startServer(await withFont("", "fmt=png"));
  const corrupt = await server.read("/is/image/shop/cut");
  const missing = await server.read("/is/image/shop/nothing");
  const blank = await server.read("/is/image/shop/onError");
  expect([corrupt, missing, blank].map(({ response }) => response.status)).toEqual([200, 200, 200]);
  expect(await look(corrupt.bytes)).toMatchObject({ width: 200, height: 100 });
  expect(corrupt.bytes).not.toEqual(missing.bytes);
  expect(corrupt.bytes).not.toEqual(blank.bytes);
});

test("an error template gets the message where its modifier wants it", async () => {
  const template = "fmt=png&layer=1&size=180,0&text=$error.message$";
  const server = await startServer(await withFont("", template));
  const plain = await startServer(await withFont("", "fmt=png&layer=1&size=180,0&text=The%20image%20is%20damaged."));
  const filled = await server.read("/is/image/shop/cut");
  expect(filled.response.status).toBe(200);
  expect(filled.bytes).toEqual((await plain.read("/is/image/shop/onError")).bytes);
});

test("an error template in RTF shows braces and backslashes as they are", async () => {
  const rtf = (text: string) => encodeURIComponent(`{\\rtf1 ${text}}`).replaceAll("%24", "$");
  const template = await startServer(await withFont("", `fmt=png&layer=1&size=180,0&text=${rtf("$error.message$")}`));
  const shown = await template.read(`/is/image/shop/cut?fmt=${encodeURIComponent("a{b}c")}`);
  const allowed = "jpeg, jpg, pjpeg, pjpg, png, png-alpha, webp, webp-alpha, gif";
  const written = /fmt is "a\{b\}c"; allowed is (.*)/.exec(template.records[0]?.traces?.[0] ?? "");
  expect(written?.[1]).toContain(allowed);
  const plain = `fmt=png&layer=1&size=180,0&text=${rtf(`fmt is "a\\{b\\}c"; allowed is ${written?.[1]}`)}`;
  const expected = await startServer(await withFont("", plain));
  expect(shown.bytes).toEqual((await expected.read("/is/image/shop/onError")).bytes);
});
