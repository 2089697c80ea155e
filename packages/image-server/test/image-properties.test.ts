import { expect, test } from "vitest";
import { jpeg } from "./test-images.ts";
import { startServer } from "./test-server.ts";

async function server() {
  return startServer({
    "catalog/shop.ini": "RootId=shop\nCatalogFile=shop.txt\nNonImgExpiration=0.1\nBkgColor=00ff7f\n",
    "catalog/shop.txt":
      "Id\tPath\tModifier\tTimeStamp\nshoes\tshoes.jpg\twid=30&qlt=70\t2020-01-02T03:04:05Z\ngone\tgone.jpg\t\t\n",
    "images/shoes.jpg": await jpeg(60, 40),
  });
}

test("req=exists says whether there is a record", async () => {
  const images = await server();
  const rows: [path: string, exists: number][] = [
    ["/is/image/shop/shoes?req=exists", 1],
    ["/is/image/shop/gone?req=exists", 1],
    ["/is/image/shop/nothing?req=exists", 0],
    ["/is/image/shoes.jpg?req=exists", 0],
  ];
  for (const [path, exists] of rows) {
    const { response, text } = await images.read(path);
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("text/plain; charset=utf-8");
    expect(text).toMatch(/^#S7Z OK\n#.+\ncatalogRecord.exists=[01]\n$/);
    expect(text).toContain(`catalogRecord.exists=${exists}\n`);
  }
  const json = await images.read("/is/image/shop/shoes?req=exists,json");
  expect(json.text).toBe('s7jsonResponse(\n{"catalogRecord.exists":"1"},"");\n');
  expect(images.records[0]?.requestType).toBe("exists");
});

test("req=props tells of the response image", async () => {
  const images = await server();
  const { response, text } = await images.read("/is/image/shop/shoes?req=props&fmt=jpeg");
  expect(text).toContain("image.width=30\n");
  expect(text).toContain("image.height=20\n");
  expect(text).toContain("image.type=image/jpeg\n");
  expect(text).toContain("image.quality=70\n");
  expect(text).toContain("image.bgc=00FF7F\n");
  expect(response.headers.get("cache-control")).toBe("max-age=360");
  await images.read("/is/image/shop/shoes?req=props&fmt=jpeg");
  expect(images.records.map(({ cacheUse }) => cacheUse)).toEqual(["CREATED", "REUSED"]);
});

test("req=imageprops tells of the source image", async () => {
  const images = await server();
  const { text } = await images.read("/is/image/shop/shoes?req=imageprops&wid=7");
  expect(text).toContain("image.width=60\n");
  expect(text).toContain("image.height=40\n");
  expect(text).toContain("image.modifier=wid=30&qlt=70\n");
  expect(text).toContain("image.timeStamp=Thu, 02 Jan 2020 03:04:05 GMT\n");
  expect(text).toContain("image.embeddedIccProfile=0\n");
  expect((await images.read("/is/image/shop/gone?req=imageprops")).response.status).toBe(404);
});
