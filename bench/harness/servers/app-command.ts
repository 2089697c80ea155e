import { fileURLToPath } from "node:url";
import { build, type Plugin } from "esbuild";
import { launcherOf, type Runtime, runtimeVersion } from "./runtimes.ts";
import type { ServerCommand } from "./spawn-server.ts";

const REPOSITORY = new URL("../../../", import.meta.url);
const built = new Map<string, Promise<string>>();

/** What an app is started with. */
export interface AppOptions {
  readonly runtime: Runtime;
  /** Folder with `PlatformServer.conf`. */
  readonly configurationFolder: string;
  /** What decodes and encodes. Only on Node. @default what the app chooses */
  readonly codec?: "imagescript" | "sharp";
  /** Its `--processes`. @default 1 */
  readonly processes?: number;
}

/**
 * How the image server's app is started: the app of the runtime as users run it, on a free port.
 *
 * @throws when the runtime is missing or the app cannot be built
 */
export async function appCommand({
  runtime,
  configurationFolder,
  codec,
  processes = 1,
}: AppOptions): Promise<ServerCommand> {
  if (runtimeVersion(runtime) === undefined) throw new Error(`${runtime} is not installed`);
  const { program, args } = launcherOf(runtime);
  const entry = codec === undefined ? `apps/${runtime}/main.ts` : "bench/image-path/image-server.ts";
  let main = built.get(entry);
  if (main === undefined) {
    main = buildApp(entry);
    built.set(entry, main);
  }
  return {
    program,
    args: [...args, await main, "--conf", configurationFolder, "--port", "0", "--processes", String(processes)],
    ...(codec === undefined ? {} : { env: { CODEC: codec } }),
  };
}

/**
 * Builds an app to plain JavaScript, workspace packages included: a TypeScript loader in the measured process would
 * cost memory and slow down its functions. The worker of the image server is looked for beside the code that starts it,
 * which is in the bundle; without it there the package would run the one that was built last.
 */
async function buildApp(entry: string): Promise<string> {
  const name = entry.replaceAll("/", "-").replace(/\.ts$/, "");
  const folder = fileURLToPath(new URL(`bench/results/build/${name}/`, REPOSITORY));
  const source = (path: string) => fileURLToPath(new URL(path, REPOSITORY));
  try {
    await build({
      entryPoints: {
        "app/main": source(entry),
        "app/imaging-worker": source("packages/image-server/src/isolation/imaging-worker.ts"),
      },
      outdir: folder,
      bundle: true,
      format: "esm",
      platform: "node",
      target: "node20",
      conditions: ["@understudy/source"],
      plugins: [npmPackagesOutside],
      logLevel: "silent",
    });
  } catch (error) {
    const [first] = (error as { errors?: { text: string }[] }).errors ?? [];
    throw new Error(`${entry} cannot be built: ${first?.text ?? error}`);
  }
  return `${folder}app/main.js`;
}

const npmPackagesOutside: Plugin = {
  name: "npm-packages-outside",
  setup({ onResolve }) {
    onResolve({ filter: /^[^./#]/ }, ({ path, kind }) =>
      kind === "entry-point" || path.startsWith("@understudy/") ? null : { path, external: true },
    );
  },
};
