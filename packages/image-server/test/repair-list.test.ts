import { expect, test } from "vitest";
import { jpeg } from "./test-images.ts";
import { answeringTransport, startServer } from "./test-server.ts";

const PATH = "/understudy/broken-sources";
const photo = await jpeg(64, 48);
const FILES = {
  "catalog/shop.ini": "RootId=shop\nCatalogFile=shop.txt\n",
  "catalog/shop.txt": "Id\tPath\ngone\tgone.jpg\n",
  "images/cut.jpg": photo.subarray(0, 1500),
};
const REDIRECT = "errorRedirect.rootUrl=http://secondary.test";

test("the repair list tells each broken source once, and whether the secondary had it", async () => {
  const { transport, asked } = answeringTransport();
  const server = await startServer(FILES, { transport, conf: REDIRECT });
  expect((await server.read(PATH)).text).toBe("no broken sources\n");
  for (const path of ["cut.jpg", "cut.jpg?wid=10", "shop/gone", "nothing.jpg"]) await server.read(`/is/image/${path}`);
  const { response, text } = await server.read(PATH);
  expect(text.trim().split("\n")).toHaveLength(2);
  expect(text).toMatch(/^2\timage-corrupt\tsecondary: good\t.*"cut.jpg"\n1\timage-not-on-disk\tsecondary: good/);
  expect(response.headers.get("cache-control")).toBe("no-store");
  for (const json of [
    await server.read(`${PATH}?format=json`),
    await server.read(PATH, { headers: { accept: "application/json" } }),
  ]) {
    expect(json.response.headers.get("content-type")).toBe("application/json; charset=utf-8");
    expect(JSON.parse(json.text)).toMatchObject([
      { source: "cut.jpg", code: "image-corrupt", count: 2, secondary: "good", firstSeen: expect.any(String) },
      { source: "shop/gone", code: "image-not-on-disk", count: 1 },
    ]);
  }
  expect((await server.read(PATH, { method: "HEAD" })).text).toBe("");
  expect(asked).toHaveLength(3);
  await server.server.close();
  expect(server.notices).toMatchObject([
    { severity: "warning", file: "cut.jpg", message: expect.stringContaining("image-corrupt, met 2 times") },
    { file: "shop/gone" },
  ]);
});

test("where there are several processes, the repair list says whose it is", async () => {
  const server = await startServer(FILES, { process: { number: 2, count: 4, pid: 1234 } });
  expect((await server.read(PATH)).text).toBe(
    "process 2 of 4 (1234) has met these; each keeps a list of its own\nno broken sources\n",
  );
  await server.read("/is/image/cut.jpg");
  expect(JSON.parse((await server.read(`${PATH}?format=json`)).text)).toMatchObject({
    process: 2,
    processes: 4,
    pid: 1234,
    sources: [{ source: "cut.jpg", code: "image-corrupt", count: 1 }],
  });
});

test("only clients of its address filter get the repair list, and none through an unknown proxy", async () => {
  const { transport, asked } = answeringTransport();
  const server = await startServer(FILES, { transport, conf: REDIRECT });
  const statusFor = async (address: string, headers = {}) =>
    (await server.read(PATH, { address, headers })).response.status;
  expect(await statusFor("127.0.0.1")).toBe(200);
  expect(await statusFor("::1")).toBe(200);
  expect(await statusFor("::ffff:127.0.0.1")).toBe(200);
  expect(await statusFor("10.0.0.1")).toBe(403);
  expect(await statusFor("")).toBe(403);
  expect(await statusFor("127.0.0.1", { "x-forwarded-for": "203.0.113.9" })).toBe(403);
  expect(asked).toEqual([]);

  const open = await startServer(FILES, { conf: "repairList.clientAddressFilter=10.0.0.0/8, 192.0.2.1" });
  expect((await open.read(PATH, { address: "10.0.0.1" })).response.status).toBe(200);
  expect((await open.read(PATH, { address: "127.0.0.1" })).response.status).toBe(403);
});

test("a bad address filter of the repair list is refused", async () => {
  await expect(startServer(FILES, { conf: "repairList.clientAddressFilter=everybody" })).rejects.toThrow(
    /repairList.clientAddressFilter is "everybody"/,
  );
});
