/** The package inside workerd, the runtime of Cloudflare Workers, bundled as its users do. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { interFont } from "@understudy/test-sources/inter-font";
import { noiseImage } from "@understudy/test-sources/noise-image";
import { createRgbProfile, WIDE_GAMUT } from "@understudy/test-sources/rgb-profile";
import { toWoff } from "@understudy/test-sources/to-woff";
import { build } from "esbuild";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checkFont, checkImage, checkProfile } from "../src/index.ts";

/** Its package has no types: the path of the program is its default export. */
const workerd: string = createRequire(import.meta.url)("workerd").default;

const CHECKS = { image: checkImage, font: checkFont, profile: checkProfile };

const WORKER = `
import { checkFont, checkImage, checkProfile, sourceErrorOf } from "@understudy/source-check";
const checks = { image: checkImage, font: checkFont, profile: checkProfile };
export default {
  async fetch(request) {
    const kind = new URL(request.url).pathname.slice(1);
    if (kind === "error") return Response.json({ code: sourceErrorOf(new Response(null, { status: 404 }), "a").code });
    return Response.json(checks[kind](new Uint8Array(await request.arrayBuffer())));
  },
};`;

const CONFIG = `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = (
    modules = [(name = "worker.js", esModule = embed "worker.js")],
    compatibilityDate = "2025-09-01",
    compatibilityFlags = ["nodejs_compat"],
  ))],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);`;

let folder: string;
let server: ChildProcess | undefined;
let url: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "understudy-workerd-"));
  await build({
    stdin: { contents: WORKER, resolveDir: fileURLToPath(new URL("..", import.meta.url)) },
    bundle: true,
    format: "esm",
    conditions: ["@understudy/source"],
    external: ["node:*"],
    outfile: join(folder, "worker.js"),
  });
  await writeFile(join(folder, "config.capnp"), CONFIG);
  const child = spawn(workerd, ["serve", "--control-fd=3", join(folder, "config.capnp")], {
    stdio: ["ignore", "inherit", "inherit", "pipe"],
  });
  server = child;
  const control = child.stdio[3] as NodeJS.ReadableStream;
  url = await new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (status) => reject(new Error(`workerd ended with ${status}`)));
    let said = "";
    control.on("data", (piece) => {
      said += piece;
      const port = /"event":"listen".*"port":(\d+)/.exec(said)?.[1];
      if (port !== undefined) resolve(`http://127.0.0.1:${port}`);
    });
  });
}, 60_000);

afterAll(async () => {
  if (server !== undefined && server.exitCode === null) {
    server.kill("SIGKILL");
    await once(server, "exit");
  }
  await rm(folder, { recursive: true, force: true });
});

async function inWorkerd(kind: string, bytes: Uint8Array): Promise<unknown> {
  const response = await fetch(`${url}/${kind}`, { method: "POST", body: new Uint8Array(bytes) });
  if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`);
  return response.json();
}

const FILES: readonly (readonly [keyof typeof CHECKS, string, () => Promise<Uint8Array> | Uint8Array])[] = [
  ["image", "jpeg", () => noiseImage("jpeg")],
  ["image", "png", () => noiseImage("png")],
  ["image", "gif", () => noiseImage("gif")],
  ["font", "truetype", interFont],
  ["font", "woff", () => toWoff(interFont())],
  ["profile", "icc", () => createRgbProfile(WIDE_GAMUT)],
];

test.each(FILES)("finds a good and a bad %s: %s", async (kind, _, make) => {
  const good = new Uint8Array(await make());
  expect(await inWorkerd(kind, good)).toMatchObject({ kind: "fine" });
  for (const bad of [
    good.subarray(0, good.length >> 1),
    good.slice().fill(0, good.length >> 1, (good.length * 3) >> 2),
  ]) {
    const here = CHECKS[kind](bad);
    const there = (await inWorkerd(kind, bad)) as typeof here;
    if (kind !== "profile") expect(there.kind).toBe("corrupt");
    expect({ ...there, bytes: undefined }).toEqual({ ...here, bytes: undefined });
  }
});

test("makes source errors there", async () => {
  expect(await inWorkerd("error", new Uint8Array(0))).toEqual({ code: "image-not-on-disk" });
});
