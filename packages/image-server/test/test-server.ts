import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { AccessRecord, ClientContext, Transport } from "@understudy/core";
import { onTestFinished } from "vitest";
import type { ConfigurationNotice } from "../src/configuration/configuration.ts";
import { createImageServer, type ImageServer, type ImageServerOptions } from "../src/image-server.ts";
import { createDiskSourceStore } from "../src/sources/disk-source-store.ts";
import type { SourceStore } from "../src/sources/source-file.ts";

/** Files by their path below the configuration folder. */
export type TestFiles = Readonly<Record<string, string | Uint8Array>>;

/** An image server on a configuration folder of its own. */
export interface TestServer {
  readonly folder: string;
  readonly server: ImageServer;
  /** Access log lines, in the order in which the requests ended. */
  readonly lines: string[];
  readonly records: AccessRecord[];
  readonly notices: ConfigurationNotice[];
  get(path: string, init?: RequestInit & { address?: string }): Promise<Response>;
  write(files: TestFiles): Promise<void>;
  /** The whole body is read, so the request is logged. */
  read(
    path: string,
    init?: RequestInit & { address?: string },
  ): Promise<{ response: Response; bytes: Uint8Array; text: string }>;
}

/** A log pattern that is easy to compare: status, cache use, request type, root id, exception, path. */
export const SHORT_PATTERN = "%s %{CacheUse}r %{ReqType}r '%{RootId}r' %{Exception}r %U";

/** Starts a server; it and its folder are gone when the test ends. */
export async function startServer(
  files: TestFiles,
  options: Partial<ImageServerOptions> & { conf?: string } = {},
): Promise<TestServer> {
  const { conf = "", ...serverOptions } = options;
  const folder = await mkdtemp(join(tmpdir(), "understudy-images-"));
  // Before there is a server: some are refused their configuration. What was put down last is taken back first.
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const write = (added: TestFiles) => writeFiles(folder, added);
  await write({
    "PlatformServer.conf": `accessLog.pattern=${SHORT_PATTERN}\n${conf}\n`,
    "catalog/default.ini": "",
    "images/.keep": "",
    "static/.keep": "",
    ...files,
  });
  const lines: string[] = [];
  const records: AccessRecord[] = [];
  const notices: ConfigurationNotice[] = [];
  const server = await createImageServer({
    configurationFolder: folder,
    log: (line) => lines.push(line),
    onRecord: (record) => records.push(record),
    onNotice: (notice) => notices.push(notice),
    pollIntervalMs: 0,
    codec: "imagescript",
    ...serverOptions,
  });
  onTestFinished(() => server.close());

  async function get(path: string, init: RequestInit & { address?: string } = {}): Promise<Response> {
    const { address = "127.0.0.1", ...requestInit } = init;
    const client: ClientContext = { address };
    return server.handler({
      request: new Request(`http://images.test${path}`, requestInit),
      ip: address,
      platform: { client },
      env: () => undefined,
      passThrough() {},
      waitUntil() {},
    });
  }
  return {
    folder,
    server,
    lines,
    records,
    notices,
    write,
    get,
    async read(path, init) {
      const response = await get(path, init);
      const bytes = new Uint8Array(await response.arrayBuffer());
      return { response, bytes, text: new TextDecoder().decode(bytes) };
    },
  };
}

/** A source store on the disk that reads nothing until it is released. */
export function heldSources(): { sources: SourceStore; reading: Promise<void>; release: () => void } {
  const disk = createDiskSourceStore();
  let reached = () => {};
  let release = () => {};
  const reading = new Promise<void>((resolve) => {
    reached = resolve;
  });
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const sources: SourceStore = {
    ...disk,
    async read(located) {
      reached();
      await released;
      return disk.read(located);
    },
  };
  return { sources, reading, release };
}

/** A secondary that answers every request with its own name and URL, and remembers them. */
export function answeringTransport(): { transport: Transport; asked: string[] } {
  const asked: string[] = [];
  const transport: Transport = async ({ origin, target }, { onConnected }) => {
    onConnected();
    const url = origin + target;
    asked.push(url);
    const { body } = new Response(`secondary: ${url}`);
    return {
      status: 200,
      reason: "OK",
      fields: [
        ["content-type", "text/plain"],
        ["x-from", "secondary"],
      ],
      body,
    };
  };
  return { transport, asked };
}

async function writeFiles(folder: string, files: TestFiles): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
  }
}
