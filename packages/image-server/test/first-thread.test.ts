import { expect, test } from "vitest";
import { jpeg, look } from "./test-images.ts";
import { answeringTransport, startServer } from "./test-server.ts";

const CATALOG = {
  "catalog/shop.ini": "RootId=shop\nCatalogFile=shop.txt\n",
  "catalog/shop.txt": "Id\tPath\nshoes\tshoes.jpg\ngone\tgone.jpg\n",
};

test("a catalogued JPEG that is missing here is answered by the secondary and logged REMOTE", async () => {
  const { transport, asked } = answeringTransport();
  const server = await startServer(
    { ...CATALOG, "images/shoes.jpg": await jpeg(60, 40) },
    { transport, conf: "errorRedirect.rootUrl=http://secondary.test:8080" },
  );

  const here = await server.read("/is/image/shop/shoes?wid=30");
  expect(here.response.status).toBe(200);
  expect(await look(here.bytes)).toMatchObject({ width: 30, height: 20 });

  for (let round = 1; round <= 2; round += 1) {
    const gone = await server.read("/is/image/shop/gone?wid=30&$x=a|b");
    expect(gone.response.headers.get("x-from")).toBe("secondary");
    expect(gone.text).toBe("secondary: http://secondary.test:8080/is/image/shop/gone?wid=30&$x=a|b");
  }
  expect(asked).toHaveLength(2);
  expect(server.lines).toEqual([
    "200 CREATED img 'shop' - /is/image/shop/shoes",
    "200 REMOTE img 'shop' image-not-on-disk /is/image/shop/gone",
    "200 REMOTE img 'shop' image-not-on-disk /is/image/shop/gone",
  ]);
});
