import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { nodeDisk } from "../src/sources/disk-functions.ts";
import { createDiskSourceStore } from "../src/sources/disk-source-store.ts";
import { answeringTransport, startServer } from "./test-server.ts";

const FILM = new Uint8Array(randomBytes(200_000));

const FILES = {
  "catalog/shop.ini": "RootId=shop\nStaticContentCatalogFile=static.txt\nStaticContentRootPath=media\nExpiration=2\n",
  "catalog/static.txt": "Id\tPath\tExpiration\tUserType\nfilm\tfilm.mp4\t24\tvideo\ncss/site\tsite.css\t\t\n",
  "static/media/film.mp4": FILM,
  "static/media/site.css": "a { color: red }",
  "static/media/loose.json": "{}",
  "static/empty.txt": "",
  "static/strange.qqq": "?",
};

const rows: [path: string, contentType: string, cacheControl: string][] = [
  ["/is/content/shop/film", "video/mp4", "max-age=86400"],
  ["/is/content/shop/css/site", "text/css", "max-age=7200"],
  ["/is/content/shop/loose.json", "application/json", "max-age=7200"],
  ["/is/static/media/site.css", "text/css", "max-age=36000"],
  ["/is/static/strange.qqq", "application/octet-stream", "max-age=36000"],
  ["/is/static/empty.txt", "text/plain", "max-age=36000"],
];

for (const [path, contentType, cacheControl] of rows) {
  test(`${path} is served as ${contentType}`, async () => {
    const server = await startServer(FILES);
    const { response, bytes } = await server.read(path);
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe(contentType);
    expect(response.headers.get("cache-control")).toBe(cacheControl);
    expect(response.headers.get("content-length")).toBe(String(bytes.byteLength));
    expect(response.headers.get("accept-ranges")).toBe("bytes");
    const head = await server.read(path, { method: "HEAD" });
    expect(head.bytes.byteLength).toBe(0);
    expect(head.response.headers.get("content-length")).toBe(String(bytes.byteLength));
    expect(server.records[0]).toMatchObject({
      requestType: "static",
      cacheUse: "IGNORED",
      bodyBytes: bytes.byteLength,
    });
  });
}

test("a single range is a part of the file", async () => {
  const server = await startServer(FILES);
  const ranges: [field: string, start: number, end: number][] = [
    ["bytes=0-0", 0, 0],
    ["bytes=1000-99999", 1000, 99_999],
    ["bytes=199990-", 199_990, 199_999],
    ["bytes=-10", 199_990, 199_999],
  ];
  for (const [range, start, end] of ranges) {
    const { response, bytes } = await server.read("/is/content/shop/film", { headers: { range } });
    expect(response.status).toBe(206);
    expect(response.headers.get("content-range")).toBe(`bytes ${start}-${end}/200000`);
    expect(response.headers.get("content-length")).toBe(String(end - start + 1));
    expect(bytes).toEqual(FILM.subarray(start, end + 1));
  }
});

test("several ranges are one multipart body", async () => {
  const server = await startServer(FILES);
  const { response, bytes } = await server.read("/is/content/shop/film", { headers: { range: "bytes=0-9,100-199" } });
  expect(response.status).toBe(206);
  expect(response.headers.get("content-range")).toBeNull();
  expect(response.headers.get("content-length")).toBe(String(bytes.byteLength));
  const form = response.headers.get("content-type") ?? "";
  const boundary = /^multipart\/byteranges; boundary=(.+)$/.exec(form)?.[1];
  expect(boundary).toBeDefined();
  const latin1 = (part: Uint8Array) => Buffer.from(part).toString("latin1");
  const part = (range: string, content: Uint8Array) =>
    `\r\n--${boundary}\r\nContent-Type: video/mp4\r\nContent-Range: bytes ${range}/200000\r\n\r\n${latin1(content)}`;
  expect(latin1(bytes)).toBe(
    `${part("0-9", FILM.subarray(0, 10))}${part("100-199", FILM.subarray(100, 200))}\r\n--${boundary}--\r\n`,
  );
});

test("a client that leaves closes what was opened", async () => {
  const disk = createDiskSourceStore();
  const cancelled: unknown[] = [];
  const sources = {
    ...disk,
    stream: async () =>
      new ReadableStream<Uint8Array>({
        pull: (controller) => controller.enqueue(new Uint8Array(10)),
        cancel: (reason) => void cancelled.push(reason),
      }),
  };
  const server = await startServer(FILES, { sources });
  for (const range of ["bytes=0-9", "bytes=0-9,50-59"]) {
    const unread = await server.get("/is/content/shop/film", { headers: { range } });
    await unread.body?.cancel("gone");
    const begun = await server.get("/is/content/shop/film", { headers: { range } });
    const reader = begun.body?.getReader();
    await reader?.read();
    await reader?.read();
    await reader?.cancel("gone");
  }
  expect(cancelled).toHaveLength(4);
  expect(server.records).toHaveLength(4);
});

test("a range that cannot be satisfied is 416, one that cannot be read is ignored", async () => {
  const server = await startServer(FILES);
  const { response } = await server.read("/is/content/shop/film", { headers: { range: "bytes=200000-" } });
  expect(response.status).toBe(416);
  expect(response.headers.get("content-range")).toBe("bytes */200000");
  for (const range of ["bytes=x-y", "lines=1-2", "bytes=9-0"]) {
    expect((await server.read("/is/content/shop/film", { headers: { range } })).response.status).toBe(200);
  }
});

test("If-Range and preconditions are looked at before the range", async () => {
  const server = await startServer(FILES);
  const head = await server.read("/is/content/shop/film", { method: "HEAD" });
  const etag = head.response.headers.get("etag") ?? "";
  const date = head.response.headers.get("last-modified") ?? "";
  const range = "bytes=0-9";
  const conditions: [headers: Record<string, string>, status: number][] = [
    [{ range, "if-range": etag }, 206],
    [{ range, "if-range": date }, 206],
    [{ range, "if-range": '"other"' }, 200],
    [{ range, "if-none-match": etag }, 304],
    [{ range, "if-match": '"other"' }, 412],
    [{ "if-modified-since": date }, 304],
  ];
  for (const [headers, status] of conditions) {
    expect((await server.read("/is/content/shop/film", { headers })).response.status).toBe(status);
  }
});

test("type= refuses content of another type, cache=off tells the client to keep nothing", async () => {
  const server = await startServer(FILES);
  expect((await server.read("/is/content/shop/film?type=video")).response.status).toBe(200);
  expect((await server.read("/is/content/shop/film?type=audio")).response.status).toBe(403);
  expect((await server.read("/is/content/shop/css/site?type=video")).response.status).toBe(403);
  expect((await server.read("/is/content/shop/film?cache=off")).response.headers.get("cache-control")).toBe("no-store");
  const bad = await server.read("/is/content/shop/film?req=imageprops");
  expect(bad.response.status).toBe(400);
  expect(bad.text).toContain("req");
});

test("req=exists tells of records, not of files", async () => {
  const server = await startServer(FILES);
  expect((await server.read("/is/content/shop/film?req=exists")).text).toContain("catalogRecord.exists=1\n");
  expect((await server.read("/is/content/shop/loose.json?req=exists")).text).toContain("catalogRecord.exists=0\n");
});

test.each(["EIO", "ESTALE", "cut short"])(
  "a file that fails before its first byte is redirected: %s",
  async (failure) => {
    const { transport, asked } = answeringTransport();
    const server = await startServer(FILES, {
      transport,
      conf: "errorRedirect.rootUrl=http://secondary.test",
      sources: createDiskSourceStore({
        disk: {
          async open(path) {
            const handle = await nodeDisk.open(path);
            return {
              stat: () => handle.stat(),
              close: () => handle.close(),
              async read() {
                if (failure === "cut short") return { bytesRead: 0 };
                throw Object.assign(new Error(failure), { code: failure });
              },
            };
          },
        },
      }),
    });
    const { response, text } = await server.read("/is/content/shop/film");
    expect([response.status, text]).toEqual([200, "secondary: http://secondary.test/is/content/shop/film"]);
    expect(asked).toHaveLength(1);
    expect(server.records[0]).toMatchObject({ exception: "static-unreadable", redirect: { outcome: "remote" } });
  },
);
