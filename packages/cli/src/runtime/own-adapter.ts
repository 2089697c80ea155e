import type { Adapter } from "./app-runtime.ts";
import { ownRuntime, type RuntimeName } from "./own-runtime.ts";

interface AdapterPackage {
  readonly name: string;
  /** The command that installs it. */
  readonly install: string;
  readonly load: () => Promise<Adapter>;
}

const ADAPTERS: Readonly<Record<RuntimeName, AdapterPackage>> = {
  node: {
    name: "@understudy/adapter-node",
    install: "npm install @understudy/adapter-node",
    load: () => import("@understudy/adapter-node"),
  },
  bun: {
    name: "@understudy/adapter-bun",
    install: "bun add @understudy/adapter-bun",
    load: () => import("@understudy/adapter-bun"),
  },
  deno: {
    name: "@understudy/adapter-deno",
    install: "deno add npm:@understudy/adapter-deno",
    load: () => import("@understudy/adapter-deno"),
  },
};

/**
 * Loads the adapter of a runtime.
 *
 * @param load replaces the import of the package
 * @throws {Error} one line that names the package and the command that installs it, where it cannot be loaded
 */
export async function loadAdapter(
  runtime: RuntimeName = ownRuntime(),
  load: () => Promise<Adapter> = ADAPTERS[runtime].load,
): Promise<Adapter> {
  const { name, install } = ADAPTERS[runtime];
  try {
    return await load();
  } catch (cause) {
    const [why = ""] = (cause instanceof Error ? cause.message : String(cause)).split("\n");
    const message = `${name}, which serves on ${runtime}, cannot be loaded: ${why}; where it is not installed: ${install}`;
    throw new Error(message, { cause });
  }
}
