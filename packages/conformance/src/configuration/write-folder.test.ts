import { Buffer } from "node:buffer";
import { mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readFixture } from "../fixtures/fixture-files.ts";
import type { ConformanceCase } from "../format/case.ts";
import { ACCESS_LOG_PATTERN, parseAccessLogLine } from "./access-log-line.ts";
import { writeConfigurationFolder } from "./write-folder.ts";

const CASE: ConformanceCase = {
  id: "one-case",
  kind: "required",
  rules: ["R01"],
  title: "x",
  sources: {
    catalog: {
      attributes: { DefaultImage: "{case}/a" },
      images: { a: "a.jpg", b: { path: "b.jpg", modifier: "wid=5" } },
      fonts: { Ours: "ours.ttf" },
    },
    files: [
      { under: "images", name: "a.jpg", content: { fixture: "noisy.jpg" } },
      { under: "images", name: "cut.jpg", content: { fixture: "noisy.jpg", damage: "cut" } },
      { under: "static", name: "sub/x.css", content: { text: "x" } },
      { under: "images", name: "folder.jpg", content: { folder: true } },
    ],
  },
  requests: [],
};

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "folder-"));
  const spec = { root: "secondary", connectTimeoutMs: 300 } as const;
  await writeConfigurationFolder(folder, { spec, rootUrl: "http://127.0.0.1:1", cases: [CASE] });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const text = (path: string) => readFile(join(folder, path), "utf8");

test("writes the configuration of IS", async () => {
  const conf = await text("PlatformServer.conf");
  expect(conf).toContain("errorRedirect.rootUrl=http://127.0.0.1:1\nerrorRedirect.connectTimeout=300\n");
  expect(conf).not.toContain("socketTimeout");
  expect(conf).toContain(`accessLog.pattern=${ACCESS_LOG_PATTERN}\n`);
});

test("gives each case a catalog", async () => {
  expect(await text("catalog/one-case.ini")).toBe(
    "RootId=one-case\nCatalogFile=one-case-images.txt\nFontMapFile=one-case-fonts.txt\nDefaultImage=one-case/a\n",
  );
  expect(await text("catalog/one-case-images.txt")).toBe(
    "Id\tPath\tModifier\na\tone-case-files/a.jpg\t\nb\tone-case-files/b.jpg\twid=5\n",
  );
});

test("writes valid, damaged and odd files", async () => {
  const valid = await readFixture("noisy.jpg");
  expect(Buffer.compare(await readFile(join(folder, "images/one-case-files/a.jpg")), valid)).toBe(0);
  expect((await stat(join(folder, "images/one-case-files/cut.jpg"))).size).toBeLessThan(valid.length);
  expect((await stat(join(folder, "images/one-case-files/folder.jpg"))).isDirectory()).toBe(true);
  expect(await readdir(join(folder, "static/one-case-files/sub"))).toEqual(["x.css"]);
});

test("reads the lines of its own log pattern and no others", () => {
  const line = "conformance-log tag=a.1 status=200 cacheUse=REMOTE peerServer=- processingStatus=0 exception=a=b%20c";
  expect(parseAccessLogLine(line)).toEqual({
    tag: "a.1",
    status: "200",
    cacheUse: "REMOTE",
    peerServer: "-",
    processingStatus: "0",
    exception: "a=b%20c",
  });
  expect(parseAccessLogLine("running on node 20.0.0")).toBeUndefined();
  expect(parseAccessLogLine("conformance-log tag=a.1")).toBeUndefined();
});
