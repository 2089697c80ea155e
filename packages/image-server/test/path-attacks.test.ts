import { symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { jpeg } from "./test-images.ts";
import { answeringTransport, startServer } from "./test-server.ts";

const SECRET = "the secret of PlatformServer.conf";

const attacks: [path: string, status: number][] = [
  ["/is/static/..%2fPlatformServer.conf", 403],
  ["/is/static/..%2FPlatformServer.conf", 403],
  ["/is/static/%2e%2e%2fPlatformServer.conf", 403],
  ["/is/static/%252e%252e%252fPlatformServer.conf", 403],
  ["/is/static/..%252fPlatformServer.conf", 403],
  ["/is/static/..%5cPlatformServer.conf", 400],
  ["/is/static/x/..%2f..%2fPlatformServer.conf", 403],
  ["/is/static/%2Fetc%2Fpasswd", 400],
  ["/is/static//etc/passwd", 400],
  ["/is/static/ok.css%00.jpg", 400],
  ["/is/static/%ff", 400],
  ["/is/static/%c0%ae%c0%ae/PlatformServer.conf", 400],
  ["/is/static/%", 400],
  ["/is/image/..%2fPlatformServer.conf", 403],
  ["/is/image/shop/..%2f..%2fPlatformServer.conf", 403],
  ["/is/content/shop/..%2f..%2fPlatformServer.conf", 403],
  ["/is/content/..%2fPlatformServer.conf", 403],
  ["/is/image/ok.jpg?layer=1&src=../PlatformServer.conf", 403],
  ["/is/image/ok.jpg?layer=1&src=shop/..%2f..%2fPlatformServer.conf", 403],
  ["/is/image/ok.jpg?layer=1&src=..%5cPlatformServer.conf", 400],
  ["/is/image/ok.jpg?layer=1&src=%00", 400],
  ["/is/static/link.css", 403],
  ["/is/static/out/PlatformServer.conf", 403],
  ["/is/image/link.jpg", 403],
  // The URL parser resolves these before anybody sees them; they end outside of every context.
  ["/is/static/../../PlatformServer.conf", 404],
  ["/is/static/%2e%2e/%2e%2e/PlatformServer.conf", 404],
  ["/is/static/..\\..\\PlatformServer.conf", 404],
];

test("no path leads out of the folders that are served", async () => {
  const { transport, asked } = answeringTransport();
  const server = await startServer(
    {
      "catalog/shop.ini": "RootId=shop\n",
      "images/ok.jpg": await jpeg(20, 20),
      "static/ok.css": "a {}",
    },
    { transport, conf: `# ${SECRET}\nerrorRedirect.rootUrl=http://secondary.test` },
  );
  await symlink(join(server.folder, "PlatformServer.conf"), join(server.folder, "static/link.css"));
  await symlink(server.folder, join(server.folder, "static/out"));
  await writeFile(join(server.folder, "photo.jpg"), await jpeg(20, 20));
  await symlink(join(server.folder, "photo.jpg"), join(server.folder, "images/link.jpg"));

  const answers: [string, number][] = [];
  for (const [path] of attacks) {
    const { response, text } = await server.read(path);
    answers.push([path, response.status]);
    expect(text).not.toContain(SECRET);
    expect(text).not.toContain(server.folder);
  }
  expect(answers).toEqual(attacks);
  expect(asked).toEqual([]);
  expect(server.records).toHaveLength(attacks.length);
  expect((await server.read("/is/static/ok.css")).response.status).toBe(200);
});

test("paths and queries of 16 kB are answered", async () => {
  const server = await startServer({ "catalog/shop.ini": "RootId=shop\n", "images/ok.jpg": await jpeg(20, 20) });
  const long = "x".repeat(16_000);
  const deep = "x/".repeat(8000).slice(0, -1);
  expect((await server.read(`/is/image/${long}`)).response.status).toBe(404);
  expect((await server.read(`/is/image/shop/${deep}`)).response.status).toBe(404);
  expect((await server.read(`/is/static/${long}`)).response.status).toBe(404);
  expect((await server.read(`/is/image/ok.jpg?unknown=${long}`)).response.status).toBe(200);
  expect((await server.read(`/is/image/ok.jpg?wid=${long}`)).response.status).toBe(400);
});
