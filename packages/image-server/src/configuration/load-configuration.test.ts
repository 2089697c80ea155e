import { mkdir, rm } from "node:fs/promises";
import { DEFAULT_ACCESS_LOG_PATTERN } from "@understudy/core";
import { expect, test } from "vitest";
import { tempFolder } from "../../test/temp-folder.ts";
import { ConfigurationError } from "./configuration-error.ts";
import { CONFIGURATION_KEYS } from "./configuration-keys.ts";
import { loadConfiguration } from "./load-configuration.ts";

async function failureOf(conf: string): Promise<{ error: ConfigurationError; file: string }> {
  const folder = await tempFolder({ "PlatformServer.conf": conf });
  const error = await loadConfiguration(folder.path).then(
    () => expect.unreachable("the configuration was accepted"),
    (failure: unknown) => failure,
  );
  expect(error).toBeInstanceOf(ConfigurationError);
  return { error: error as ConfigurationError, file: folder.file("PlatformServer.conf") };
}

test("without PlatformServer.conf everything has its default and redirect on error is off", async () => {
  const folder = await tempFolder({ "images/a.jpg": "" });
  expect(await loadConfiguration(folder.path)).toEqual({
    configuration: {
      errorRedirect: { rootUrl: undefined, connectTimeoutMs: 1000, socketTimeoutMs: 30_000 },
      catalogRootPath: folder.file("catalog"),
      imageRootPaths: [folder.file("images")],
      imageRootsNamed: false,
      maxSourcePixels: 100_000_000,
      staticContentRootPaths: [folder.file("static")],
      cache: { maxSizeBytes: 67_108_864, maxEntries: 10_000 },
      clients: {
        maxPipelinedRequests: 4,
        maxRedirectsPerConnection: 16,
        maxRedirectsPerAddress: 0,
        maxRendersPerAddress: 0,
      },
      repairList: { clientAddressFilter: ["127.0.0.0/8", "::1"] },
      accessLog: { directory: undefined, prefix: "access-", pattern: DEFAULT_ACCESS_LOG_PATTERN, maxDays: 10 },
    },
    keys: new Set(),
    notices: [],
  });
});

test("every key is read; paths are relative to the folder, several roots are tried in order", async () => {
  const folder = await tempFolder({
    "conf/PlatformServer.conf": [
      "errorRedirect.rootUrl=http://secondary.example:8080",
      "errorRedirect.connectTimeout=250",
      "errorRedirect.socketTimeout=5000",
      "catalog.rootPath=../catalogs",
      "image.rootPaths=../images; ../more ;/",
      "image.maxSourcePixels=5000000",
      "staticContent.rootPaths=../images",
      "cache.maxSize=0",
      "cache.maxEntries=7",
      "clients.maxPipelinedRequests=8",
      "clients.maxRedirectsPerConnection=0",
      "clients.maxRedirectsPerAddress=64",
      "clients.maxRendersPerAddress=2",
      "repairList.clientAddressFilter=10.0.0.0/8, 192.0.2.1",
      "accessLog.directory=../logs",
      "accessLog.prefix=is-",
      "accessLog.pattern=%a %s",
      "accessLog.maxDays=3",
    ].join("\n"),
    "images/a": "",
    "more/a": "",
  });
  expect(await loadConfiguration(folder.file("conf"))).toEqual({
    configuration: {
      errorRedirect: { rootUrl: "http://secondary.example:8080", connectTimeoutMs: 250, socketTimeoutMs: 5000 },
      catalogRootPath: folder.file("catalogs"),
      imageRootPaths: [folder.file("images"), folder.file("more"), "/"],
      imageRootsNamed: true,
      maxSourcePixels: 5_000_000,
      staticContentRootPaths: [folder.file("images")],
      cache: { maxSizeBytes: 0, maxEntries: 7 },
      clients: {
        maxPipelinedRequests: 8,
        maxRedirectsPerConnection: 0,
        maxRedirectsPerAddress: 64,
        maxRendersPerAddress: 2,
      },
      repairList: { clientAddressFilter: ["10.0.0.0/8", "192.0.2.1"] },
      accessLog: { directory: folder.file("logs"), prefix: "is-", pattern: "%a %s", maxDays: 3 },
    },
    keys: new Set(CONFIGURATION_KEYS),
    notices: [],
  });
});

test("keys are accepted as the manual names them", async () => {
  const folder = await tempFolder({
    "PlatformServer.conf":
      "PS::errorRedirect.rootUrl=http://b.example\nIS::RootPath=a\nTC::maxDays: 4\nTC::directory=logs\n",
    "a/x": "",
  });
  const { configuration, notices } = await loadConfiguration(folder.path);
  expect(configuration.errorRedirect.rootUrl).toBe("http://b.example");
  expect(configuration.imageRootPaths).toEqual([folder.file("a")]);
  expect(configuration.accessLog).toMatchObject({ maxDays: 4, directory: folder.file("logs") });
  expect(notices).toEqual([]);
});

test("an empty rootUrl switches redirect on error off", async () => {
  const folder = await tempFolder({ "PlatformServer.conf": "errorRedirect.rootUrl=\n", "images/a": "" });
  expect((await loadConfiguration(folder.path)).configuration.errorRedirect.rootUrl).toBeUndefined();
});

test("unknown keys, keys set twice and missing source folders are warnings", async () => {
  const folder = await tempFolder({
    "PlatformServer.conf": "PS::errorRedirect.rootURL=http://x\ncache.maxEntries=1\nPS::cache.maxEntries=2\nzzz=1\n",
  });
  const { configuration, notices } = await loadConfiguration(folder.path);
  expect(configuration.errorRedirect.rootUrl).toBeUndefined();
  expect(configuration.cache.maxEntries).toBe(2);
  expect(notices.map(({ severity, line, message }) => [severity, line, message])).toEqual([
    [
      "warning",
      1,
      'the key "PS::errorRedirect.rootURL" is not known and is ignored; did you mean "errorRedirect.rootUrl"?',
    ],
    ["warning", 3, "cache.maxEntries is set again; the value of line 2 is not used"],
    ["warning", 4, 'the key "zzz" is not known and is ignored'],
    ["warning", undefined, expect.stringContaining(JSON.stringify(folder.file("images")))],
  ]);
});

test.each([
  ["errorRedirect.rootUrl", "http://h.example/path"],
  ["errorRedirect.rootUrl", "http://user:secret@h.example"],
  ["errorRedirect.rootUrl", "ftp://h.example"],
  ["errorRedirect.rootUrl", "http://h.example:99999"],
  ["errorRedirect.rootUrl", "http://h.example:port"],
  ["errorRedirect.rootUrl", "http://"],
  ["errorRedirect.rootUrl", "h.example"],
  ["errorRedirect.connectTimeout", "-1"],
  ["errorRedirect.connectTimeout", "0"],
  ["errorRedirect.connectTimeout", "1s"],
  ["errorRedirect.connectTimeout", "2147483648"],
  ["errorRedirect.socketTimeout", "-30000"],
  ["errorRedirect.socketTimeout", "0"],
  ["errorRedirect.socketTimeout", "NaN"],
  ["errorRedirect.socketTimeout", "1e99"],
  ["image.rootPaths", ";"],
  ["image.maxSourcePixels", "0"],
  ["cache.maxSize", "64M"],
  ["cache.maxSize", "-1"],
  ["cache.maxEntries", "1.5"],
  ["cache.maxEntries", "99999999999999999999"],
  ["clients.maxPipelinedRequests", "0"],
  ["clients.maxRedirectsPerConnection", "65536"],
  ["clients.maxRendersPerAddress", "-1"],
  ["accessLog.prefix", "../x"],
  ["accessLog.maxDays", "0"],
])("%s=%s is refused, naming file, line, key, value and what is allowed", async (key, value) => {
  const { error, file } = await failureOf(`# a comment\n${key}=${value}\n`);
  expect(error.notices).toEqual([
    { severity: "error", file, line: 2, column: key, message: expect.stringMatching(/allowed/) },
  ]);
  expect(error.message).toContain(`${file}:2`);
  expect(error.message).toContain(key);
  expect(error.message).toContain(value.replace("user:secret@", "…@"));
});

test("an access log pattern with an unknown variable is refused", async () => {
  const { error } = await failureOf("accessLog.pattern=%a %{Nonsense}r");
  expect(error.notices).toEqual([expect.objectContaining({ line: 1, column: "accessLog.pattern" })]);
  expect(error.message).toContain("Nonsense");
});

test("everything that is wrong is told at once", async () => {
  const { error } = await failureOf("cache.maxSize=x\nerrorRedirect.connectTimeout=0\nerrorRedirect.rootUrl=x\n");
  expect(error.notices.map(({ line }) => line).sort()).toEqual([1, 2, 3]);
});

test("a malformed escape in the file is an error naming the line", async () => {
  const { error } = await failureOf("cache.maxEntries=1\naccessLog.prefix=\\u00zz\n");
  expect(error.notices).toEqual([expect.objectContaining({ line: 2, message: expect.stringContaining("\\u00zz") })]);
});

test("a missing folder, a file in its place and a folder in the file's place are errors", async () => {
  const folder = await tempFolder({ file: "" });
  await mkdir(folder.file("conf/PlatformServer.conf"), { recursive: true });
  for (const name of ["nowhere", "file", "conf"]) {
    await expect(loadConfiguration(folder.file(name)), name).rejects.toMatchObject({
      code: "configuration-invalid",
      notices: [{ severity: "error", file: expect.stringContaining(folder.file(name)) }],
    });
  }
  await rm(folder.file("conf/PlatformServer.conf"), { recursive: true });
  await expect(loadConfiguration(folder.file("conf"))).resolves.toBeDefined();
});

test.each([
  ["UTF-8", new TextEncoder().encode("accessLog.prefix=bücher-")],
  ["UTF-8 with a byte order mark", new TextEncoder().encode("\ufeffaccessLog.prefix=bücher-")],
  ["ISO-8859-1", Uint8Array.from("accessLog.prefix=bücher-", (character) => character.charCodeAt(0))],
])("the file may be written in %s", async (_encoding, bytes) => {
  const folder = await tempFolder({ "PlatformServer.conf": bytes, "images/a": "" });
  const { configuration, notices } = await loadConfiguration(folder.path);
  expect(configuration.accessLog.prefix).toBe("bücher-");
  expect(notices).toEqual([]);
});

test.each([
  "http://user:secret@b.example",
  "http://user:sec/ret@b.example",
  "ftp://user:secret@b.example",
  "http:user:secret@b.example",
  "http:\\\\user:secret@b.example",
])("a password in %s is in no message", async (rootUrl) => {
  const { error } = await failureOf(`errorRedirect.rootUrl=${rootUrl.replaceAll("\\", "\\\\")}\n`);
  expect(error.message).toContain("errorRedirect.rootUrl is");
  expect(JSON.stringify(error.notices)).not.toMatch(/sec|ret/);
  expect(error.message).toContain("@b.example");
});

test.each(["allowDefaultCatalogRequests", "PS::allowDefaultCatalogRequsts"])(
  "%s=false is not kept, and an error",
  async (key) => {
    const { error } = await failureOf(`${key}=false\n`);
    expect(error.message).toContain(`${key} is "false"`);
    const folder = await tempFolder({ "PlatformServer.conf": `${key}=true\n`, "images/a": "" });
    expect((await loadConfiguration(folder.path)).notices).toEqual([]);
  },
);
