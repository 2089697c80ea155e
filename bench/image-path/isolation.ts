import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { Agent, get } from "node:http";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { createImageServer } from "@understudy/image-server";
import { createRandom } from "@understudy/test-sources/random";
import { type RunningServer, spawnServer } from "../harness/servers/spawn-server.ts";

const OWN_FILE = fileURLToPath(import.meta.url);
const RUNTIMES = {
  node: ["node", "-C", "@understudy/source", "--import", "tsx"],
  bun: [inModules("bun/bin/bun.exe"), "--conditions=@understudy/source", "run"],
  deno: [inModules("deno/deno"), "run", "-A", "--conditions=@understudy/source"],
} as const;
const CODECS = ["imagescript", "sharp"] as const;
const REQUESTS = 100;
const SMALL_REQUESTS = new Agent({ keepAlive: true, maxSockets: 1 });

type Runtime = keyof typeof RUNTIMES;
type CodecName = (typeof CODECS)[number];

if (process.argv[2] === "serve") await serveImages(process.argv[3] ?? "", process.argv[4] as CodecName);
else await measure();

async function serveImages(configurationFolder: string, codec: CodecName): Promise<void> {
  const runtime = "Bun" in globalThis ? "bun" : "Deno" in globalThis ? "deno" : "node";
  const { serve } = (await import(`@understudy/adapter-${runtime}`)) as typeof import("@understudy/adapter-node");
  const images = await createImageServer({ configurationFolder, codec, log: () => {} });
  const server = await serve(images.handler, { host: "127.0.0.1", port: 0 });
  console.log(`listening on ${server.url.replace(/\/$/, "")}`);
}

async function measure(): Promise<void> {
  const runtime = choice("runtime", process.argv[2], Object.keys(RUNTIMES) as Runtime[]);
  const codec = choice("codec", process.argv[3], CODECS);
  const rounds = Number(process.argv[4] ?? 3);
  const folder = await mkdtemp(join(tmpdir(), "understudy-isolation-"));
  let server: RunningServer | undefined;
  try {
    await writeImages(folder);
    server = await startServer(runtime, codec, folder);
    const { url } = server;
    console.log(`${cpus()[0]?.model}, ${cpus().length} cores, load ${loadavg()[0]?.toFixed(1)}; ${runtime}, ${codec}`);
    const alone = { cached: [] as number[], uncached: [] as number[] };
    const beside = { cached: [] as number[], uncached: [] as number[] };
    const large: number[] = [];
    let width = 1;
    const small = async (into: typeof alone) => {
      for (let request = 0; request < REQUESTS; request++) {
        into.cached.push(await timed(`${url}/is/image/small.jpg?wid=100`));
        into.uncached.push(await timed(`${url}/is/image/small.jpg?wid=${100 + (width++ % 300)}&cache=off`));
      }
    };
    await small({ cached: [], uncached: [] });
    for (let round = 0; round < rounds; round++) {
      await small(alone);
      let done = false;
      const decoding = (async () => {
        while (!done) large.push(await timed(`${url}/is/image/large.jpg?wid=200&cache=off`, false));
      })();
      await small(beside);
      done = true;
      await decoding;
    }
    console.log(`40 megapixels: median ${quantile(large, 0.5)} ms, ${large.length} times`);
    for (const kind of ["cached", "uncached"] as const) {
      const [without, during] = [alone[kind], beside[kind]].map((times) =>
        [0.5, 0.95, 1].map((share) => quantile(times, share)).join(" / "),
      );
      console.log(`${kind.padEnd(8)} median / p95 / worst, ms: alone ${without}; beside the decoding ${during}`);
    }
  } finally {
    SMALL_REQUESTS.destroy();
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

function inModules(path: string): string {
  return fileURLToPath(new URL(`../../node_modules/${path}`, import.meta.url));
}

function choice<T extends string>(name: string, value: string | undefined, allowed: readonly T[]): T {
  const found = value === undefined ? allowed[0] : allowed.find((one) => one === value);
  if (found === undefined) throw new Error(`${name} is ${value}; allowed are ${allowed.join(", ")}`);
  return found;
}

/** Gradients under noise, by the same recipe each time. */
async function writeImages(folder: string): Promise<void> {
  const { default: sharp } = await import("sharp");
  const jpeg = (width: number, height: number) => {
    const pixels = new Uint8Array(width * height * 3);
    const random = createRandom(1);
    for (let at = 0; at < pixels.length; at++) {
      pixels[at] = ((at / 3) % width) * (200 / width) + random() * 32;
    }
    return sharp(pixels, { raw: { width, height, channels: 3 } })
      .jpeg({ quality: 85 })
      .toBuffer();
  };
  for (const name of ["images", "catalog"]) await mkdir(join(folder, name));
  await writeFile(join(folder, "PlatformServer.conf"), "");
  await writeFile(join(folder, "catalog/default.ini"), "");
  await writeFile(join(folder, "images/small.jpg"), await jpeg(400, 300));
  await writeFile(join(folder, "images/large.jpg"), await jpeg(8000, 5000));
}

function startServer(runtime: Runtime, codec: CodecName, folder: string): Promise<RunningServer> {
  const [program, ...args] = RUNTIMES[runtime];
  return spawnServer({ program, args: [...args, OWN_FILE, "serve", folder, codec] });
}

/** Milliseconds until the last byte. */
async function timed(url: string, keepAlive = true): Promise<number> {
  const startedAt = performance.now();
  const [response] = await once(get(url, { agent: keepAlive ? SMALL_REQUESTS : false }), "response");
  if (response.statusCode !== 200) throw new Error(`${url} was answered ${response.statusCode}`);
  for await (const _ of response);
  return performance.now() - startedAt;
}

/** The value below which a share of all are. */
function quantile(times: readonly number[], share: number): string {
  const sorted = [...times].sort((a, b) => a - b);
  return (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(1);
}
