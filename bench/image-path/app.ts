import { fileURLToPath } from "node:url";
import { build, type Plugin } from "esbuild";
import { launcherOf, type Runtime, runtimeVersion } from "../servers/runtimes.ts";
import type { ServerCommand } from "../servers/spawn-server.ts";

const REPOSITORY = new URL("../../", import.meta.url);
const built = new Map<Runtime, Promise<string>>();

/** What an app is started with. */
export interface AppOptions {
  readonly runtime: Runtime;
  /** Folder with `PlatformServer.conf`. */
  readonly configurationFolder: string;
}

/**
 * How the image server's app is started: the app of the runtime as users run it, on a free port.
 *
 * @throws when the runtime is missing or the app cannot be built
 */
export async function appCommand({ runtime, configurationFolder }: AppOptions): Promise<ServerCommand> {
  if (runtimeVersion(runtime) === undefined) throw new Error(`${runtime} is not installed`);
  const { program, args } = launcherOf(runtime);
  let main = built.get(runtime);
  if (main === undefined) {
    main = buildApp(runtime);
    built.set(runtime, main);
  }
  return { program, args: [...args, await main, "--conf", configurationFolder, "--port", "0"] };
}

/**
 * Builds an app to plain JavaScript, workspace packages included: a TypeScript loader in the measured process would cost
 * memory and slow down its functions. The worker of the image server is looked for beside the code that starts it, so that
 * both have the places that they have in the package.
 */
async function buildApp(runtime: Runtime): Promise<string> {
  const folder = fileURLToPath(new URL(`bench/results/build/app-${runtime}/`, REPOSITORY));
  const source = (path: string) => fileURLToPath(new URL(path, REPOSITORY));
  try {
    await build({
      entryPoints: {
        "app/main": source(`apps/${runtime}/main.ts`),
        "isolation/imaging-worker": source("packages/image-server/src/isolation/imaging-worker.ts"),
      },
      outdir: folder,
      bundle: true,
      format: "esm",
      platform: "node",
      target: "node20",
      conditions: ["source"],
      plugins: [npmPackagesOutside],
      logLevel: "silent",
    });
  } catch (error) {
    const [first] = (error as { errors?: { text: string }[] }).errors ?? [];
    throw new Error(`the app cannot be built for ${runtime}: ${first?.text ?? error}`);
  }
  return `${folder}app/main.js`;
}

const npmPackagesOutside: Plugin = {
  name: "npm-packages-outside",
  setup({ onResolve }) {
    onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
      kind === "entry-point" || path.startsWith("@understudy/") ? null : { path, external: true },
    );
  },
};
